/** What a reviewer needs of a plan, and how much was left out. */
export interface PlanExcerpt {
  /** Headers of the resources that change, and every known value of those shown in full. */
  readonly lines: readonly string[];
  /** Warnings as single lines: summary and explanation. */
  readonly warnings: readonly string[];
  /** `Plan: 3 to add, 0 to change, 0 to destroy.` or `No changes. …`; undefined when the output holds no plan. */
  readonly summary: string | undefined;
  readonly changes: boolean;
  /** How many lines of the plan itself were left out. */
  readonly omitted: number;
}

/**
 * Cuts Terraform's plan (plain text, without colour) to what a reviewer decides on: the header of every resource that
 * changes, all known values of resources whose header matches `inFull`, warnings, and the summary line.
 */
export function excerptPlan(output: readonly string[], inFull: RegExp): PlanExcerpt {
  const lines: string[] = [];
  let omitted = 0;
  let summary: string | undefined;
  let section: 'outside' | 'full' | 'brief' = 'outside';
  for (const raw of output) {
    const line = raw.trimEnd();
    if (isSummary(line)) {
      summary = line.trim();
      section = 'outside';
    } else if (HEADER.test(line)) {
      section = inFull.test(line) ? 'full' : 'brief';
      lines.push(line.trim());
    } else if (section === 'full' && isTelling(line)) {
      lines.push(line.replace(/^ {2}/, ''));
    } else if (section !== 'outside' && line.trim() !== '') {
      omitted += 1;
    }
  }
  return {
    lines,
    warnings: warningsIn(output),
    summary,
    changes: summary?.startsWith('Plan:') === true,
    omitted,
  };
}

/** `# aws_s3_bucket.data will be created`, `# x must be replaced`, `# x is tainted, so must be replaced` */
const HEADER = /^\s*# \S+.* (will be|must be|has moved|is tainted)/;

const isSummary = (line: string): boolean => /^\s*(Plan: \d+|No changes\.)/.test(line);

function isTelling(line: string): boolean {
  const text = line.trim();
  return text !== '' && !text.endsWith('(known after apply)') && !text.startsWith('#');
}

/**
 * Terraform's warnings, each once. It writes the summary, then in indented lines where, then an explanation broken to
 * the terminal's width, which is put together again here.
 */
export function warningsIn(output: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < output.length; index += 1) {
    const summary = /^Warning: (.*)/.exec(output[index] ?? '')?.[1];
    if (summary === undefined) continue;
    const explanation: string[] = [];
    for (const line of output.slice(index + 1)) {
      if (/^(Warning: |Error: |─{4}|Apply complete|Outputs:|Saved the plan|Plan: )/.test(line)) break;
      // What comes later on the stream than the explanation: other resources' progress.
      if (/^\S+: (Creat|Modif|Destr|Still|Read)/.test(line)) break;
      if (line.trim() !== '' && !/^\s/.test(line)) explanation.push(line.trim());
    }
    found.push(`${summary.trim()}: ${explanation.join(' ')}`);
  }
  return [...new Set(found)];
}
