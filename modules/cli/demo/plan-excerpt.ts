/** What a reviewer needs of a plan, and how much was left out. */
export interface PlanExcerpt {
  readonly lines: readonly string[];
  /** `Plan: 3 to add, 0 to change, 0 to destroy.` or `No changes. …`; undefined when the output holds no plan. */
  readonly summary: string | undefined;
  readonly changes: boolean;
  /** How many lines of the plan itself were left out. */
  readonly omitted: number;
}

/**
 * Cuts Terraform's plan (plain text, without colour) to what a reviewer decides on: the header of every resource that
 * changes, all known values of resources whose address matches `inFull`, warnings, and the summary line.
 */
export function excerptPlan(output: readonly string[], inFull: RegExp): PlanExcerpt {
  const lines: string[] = [];
  let omitted = 0;
  let summary: string | undefined;
  let section: 'before' | 'full' | 'brief' | 'after' = 'before';
  let warning = false;
  for (const raw of output) {
    const line = raw.trimEnd();
    if (isSummary(line)) {
      summary = line.trim();
      section = 'after';
    } else if (RESOURCE.test(line)) {
      section = inFull.test(line) ? 'full' : 'brief';
      lines.push(line.trim());
    } else if (/^\s*[╷╵]/.test(line)) {
      warning = line.includes('╷');
    } else if (warning || /^\s*│/.test(line)) {
      lines.push(line.trim());
    } else if (section === 'full' && isTelling(line)) {
      lines.push(line.replace(/^ {4}/, ''));
    } else if (section === 'full' || section === 'brief') {
      omitted += line.trim() === '' ? 0 : 1;
    }
  }
  return { lines, summary, changes: summary?.startsWith('Plan:') === true, omitted };
}

/** `# aws_s3_bucket.data will be created`, `# x must be replaced`, `# x (tainted) …` */
const RESOURCE = /^\s*# \S+.* (will be|must be|has (moved|changed)|is tainted)/;

const isSummary = (line: string): boolean => /^\s*(Plan: \d+|No changes\.)/.test(line);

function isTelling(line: string): boolean {
  const text = line.trim();
  return text !== '' && !text.endsWith('(known after apply)') && !text.startsWith('#');
}
