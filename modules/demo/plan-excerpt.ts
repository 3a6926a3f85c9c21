/** What a reviewer needs of a plan, and how much was left out. */
export interface PlanExcerpt {
  /** A line for each resource that changes, with its telling values below. */
  readonly lines: readonly string[];
  /** Warnings as single lines: summary and explanation. */
  readonly warnings: readonly string[];
  /** `Plan: 3 to add, 0 to change, 0 to destroy.` or `No changes. …`; undefined when the output holds no plan. */
  readonly summary: string | undefined;
  readonly changes: boolean;
  /** How many lines of the plan itself were left out. */
  readonly omitted: number;
}

/** Which values are shown with the resources that change. */
export interface Telling {
  /** Resources, by header, whose values are shown at all. */
  readonly resources: RegExp;
  /** Attributes shown whenever they are known; of a resource that is updated, every changed value is shown as well. */
  readonly attributes: ReadonlySet<string>;
  /** Attributes left out even when they change: what they say is said better by another. */
  readonly noise: RegExp;
}

/**
 * Cuts Terraform's plan (plain text, without colour) to what a reviewer decides on: a line for each resource that
 * changes, the telling values as Terraform wrote them, warnings, and the summary line.
 */
export function excerptPlan(output: readonly string[], telling: Telling): PlanExcerpt {
  const lines: string[] = [];
  let omitted = 0;
  let summary: string | undefined;
  let section: 'outside' | 'telling' | 'brief' = 'outside';
  for (const raw of output) {
    const line = raw.trimEnd();
    if (isSummary(line)) {
      summary = line.trim();
      section = 'outside';
    } else if (HEADER.test(line)) {
      section = telling.resources.test(line) ? 'telling' : 'brief';
      lines.push(inBrief(line));
    } else if (section === 'telling' && isTelling(line, telling)) {
      lines.push(`    ${line.trim().replace(/ +=/, ' =')}`);
    } else if (section !== 'outside' && line.trim() !== '') {
      omitted += 1;
    }
  }
  return {
    lines,
    warnings: warningsIn(output.slice(output.findIndex(isSummary) + 1)),
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

/** Terraform's own signs, told from its words, which are in every header. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/will be created/, '+'],
  [/must be replaced|is tainted/, '-/+'],
  [/will be updated/, '~'],
  [/will be destroyed/, '-'],
  [/will be read/, '<='],
  [/has moved/, '→'],
];

const isSummary = (line: string): boolean => /^\s*(Plan: \d+|No changes\.)/.test(line);

const VALUE = /^( *)([-+~]) "?([^"\s]+)"?\s+= (.*)$/;

/** Attributes of a resource are indented by six, those of an object in it by ten; deeper are lists of objects. */
const DEEPEST = 10;

function isTelling(line: string, telling: Telling): boolean {
  const [, indent = '', sign = '', name = '', value = ''] = VALUE.exec(line) ?? [];
  if (value === '' || /^(\[|\{|<<)/.test(value) || value.endsWith('(known after apply)')) return false;
  if (sign === '~') return !telling.noise.test(name);
  return indent.length <= DEEPEST && telling.attributes.has(name);
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
