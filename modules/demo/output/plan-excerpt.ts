/** The parts of a plan that a reviewer needs, and the number of omitted lines. */
export interface PlanExcerpt {
  /** A line for each changed resource, followed by its most important values. */
  readonly lines: readonly string[];
  /** Warnings as single lines: summary and explanation. */
  readonly warnings: readonly string[];
  /** `Plan: 3 to add, 0 to change, 0 to destroy.` or `No changes. …`; undefined if the output has no plan. */
  readonly summary: string | undefined;
  readonly changes: boolean;
  /** Number of omitted lines of the plan itself. */
  readonly omitted: number;
}

/** Values to show with the changed resources. */
export interface Telling {
  /** Headers of the resources whose values are shown. */
  readonly resources: RegExp;
  /** Attributes shown whenever they are known; of a resource that is updated, every changed value is shown as well. */
  readonly attributes: ReadonlySet<string>;
  /** Attributes to omit even when they change, because another attribute says the same better. */
  readonly noise: RegExp;
}

/**
 * Shortens Terraform's plan (plain text, without colour) to what a reviewer needs: a line for each changed resource,
 * the important values as Terraform wrote them, warnings, and the summary line.
 */
export function excerptPlan(output: readonly string[], telling: Telling): PlanExcerpt {
  const lines: string[] = [];
  let omitted = 0;
  let summary: string | undefined;
  let section: 'outside' | 'created' | 'updated' | 'brief' = 'outside';
  for (const raw of output) {
    const line = raw.trimEnd();
    if (isPlanSummary(line)) {
      summary = line.trim();
      section = 'outside';
    } else if (HEADER.test(line)) {
      section = telling.resources.test(line) ? kindOf(line) : 'brief';
      lines.push(inBrief(line));
    } else if (
      (section === 'created' || section === 'updated') &&
      isTelling(line, telling, DEEPEST[section])
    ) {
      lines.push(`    ${line.trim().replace(/ +=/, ' =')}`);
    } else if (section !== 'outside' && line.trim() !== '') {
      omitted += 1;
    }
  }
  return {
    lines,
    warnings: warningsIn(output.slice(output.findIndex(isPlanSummary) + 1)),
    summary,
    changes: summary?.startsWith('Plan:') === true,
    omitted,
  };
}

/** `# aws_s3_bucket.data will be created`, `# x must be replaced`, `# x is tainted, so must be replaced` */
const HEADER = /^\s*# \S+.* (will be|must be|has moved|is tainted)/;

/** `+ aws_s3_bucket (Artifacts/Bucket)`: the sign, the type and the construct, without generated names. */
function inBrief(header: string): string {
  const [, address = '', rest = ''] = /^\s*# (\S+)(.*)/.exec(header) ?? [];
  const construct = /^ \(([^)]*)\)/.exec(rest)?.[0] ?? '';
  const sign = SIGNS.find(([words]) => words.test(rest))?.[1] ?? '?';
  return `${sign} ${construct === '' ? address : address.replace(/\.[^.]*$/, '')}${construct}`;
}

/** Terraform's own signs, derived from the words in every header. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/will be created/, '+'],
  [/must be replaced|is tainted/, '-/+'],
  [/will be updated/, '~'],
  [/will be destroyed/, '-'],
  [/will be read/, '<='],
  [/has moved/, '→'],
];

/** Whether a line of Terraform's output is the one that ends a plan. */
export const isPlanSummary = (line: string): boolean => /^\s*(Plan: \d+|No changes\.)/.test(line);

const VALUE = /^( *)([-+~]) "?([^"\s]+)"?\s+= (.*)$/;

/**
 * Attributes of a resource are indented by six, those of an object in it by ten; deeper ones are lists of objects. An object that an
 * update adds, such as the new champion, says nothing that the update's own attributes do not.
 */
const DEEPEST = { created: 10, updated: 6 } as const;

const kindOf = (header: string): keyof typeof DEEPEST =>
  header.includes('will be updated') ? 'updated' : 'created';

function isTelling(line: string, telling: Telling, deepest: number): boolean {
  const [, indent = '', sign = '', name = '', value = ''] = VALUE.exec(line) ?? [];
  if (value === '' || /^(\[|\{|<<)/.test(value) || value.endsWith('(known after apply)')) return false;
  if (sign === '~') return !telling.noise.test(name);
  return indent.length <= deepest && telling.attributes.has(name);
}

/**
 * Returns Terraform's warnings, each once. Terraform writes the summary, then the place in indented lines, then an
 * explanation wrapped to the terminal's width, which this joins again.
 */
export function warningsIn(output: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < output.length; index += 1) {
    const summary = /^Warning: (.*)/.exec(output[index] ?? '')?.[1];
    if (summary === undefined) continue;
    const explanation: string[] = [];
    for (const line of output.slice(index + 1)) {
      if (/^(Warning: |Error: |─{4}|Apply complete|Outputs:|Saved the plan|Plan: )/.test(line)) break;
      // Output after the explanation: progress of other resources.
      if (/^\S+: (Creat|Modif|Destr|Still|Read)/.test(line)) break;
      if (/^\(and \S+ more similar warnings? elsewhere\)/.test(line)) break;
      if (line.trim() !== '' && !/^\s/.test(line)) explanation.push(line.trim());
    }
    found.push([summary.trim(), explanation.join(' ')].filter(Boolean).join(': '));
  }
  return [...new Set(found)];
}
