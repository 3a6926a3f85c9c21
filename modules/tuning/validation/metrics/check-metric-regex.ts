import type { AttributePath } from '../../../kernel';
import { checkLength } from '../attributes/check-text';
import { inspectMetricRegex } from './metric-regex';
import { probeMetricRegex } from './probe-metric-regex';
import type { RegexProbe } from './probe-metric-regex';
import type { Report } from '../report';

interface Place {
  readonly metric: string;
  /** Whether this metric decides which training job wins. */
  readonly isObjective: boolean;
  readonly path: AttributePath;
}

/** Checks that a metric's expression compiles, captures one value, and reads numbers as programs print them. */
export function checkMetricRegex(regex: string | undefined, place: Place, report: Report): void {
  const { metric, path } = place;
  if (!checkLength(regex, { path, name: `the regex of ${metric}`, min: 1, max: 500 }, report)) return;
  const found = inspectMetricRegex(regex);
  if (!found.valid) {
    report.error(
      path,
      'Invalid Regular Expression',
      `The regex of ${metric} does not compile: ${found.reason}. Escape special characters with a backslash (in HCL, two).`,
    );
    return;
  }
  if (found.groups === 0) {
    report.error(
      path,
      'Regex Must Capture One Value',
      `The regex of ${metric}, ${regex}, has no capture group. Put parentheses around the number, as in "accuracy=(\\S+)".`,
    );
    return;
  }
  if (found.groups > 1) {
    report.warning(
      path,
      'Regex Captures Several Values',
      `The regex of ${metric}, ${regex}, has ${String(found.groups)} capture groups. The first is read as the value. Write (?:…) for the others.`,
    );
  }
  const probe = probeMetricRegex(regex);
  if (probe !== undefined) reportProbe(probe, { ...place, regex }, report);
}

function reportProbe(
  probe: RegexProbe,
  { metric, isObjective, path, regex }: Place & { readonly regex: string },
  report: Report,
): void {
  const { misread, longerName, better } = probe;
  // Findings that matter only for the objective are reported only for it: a published pattern of another metric may
  // stay as it is.
  const longer = isObjective ? longerName : undefined;
  const misses = probe.unread
    .filter((line) => isObjective || !line.includes('nan'))
    .filter((line) => !line.includes('-0.5'));
  const findings = [
    ...misread.map(({ line, value }) => `reads "${line}" as ${value}`),
    ...(longer === undefined ? [] : [`reads "${longer}" although that is another metric`]),
    ...misses.map((line) => `does not read "${line}", so the value printed before it stays`),
  ];
  if (findings.length === 0) return;
  const wrong = misread.length > 0 || longer !== undefined;
  report.warning(
    path,
    wrong ? 'Regex Can Read a Wrong Value' : 'Regex Misses Some Values',
    `The regex of ${metric}, ${regex}, ${listed(findings)}.${better === undefined ? '' : ` To read such lines right, use (with each backslash doubled in HCL): ${better}`}`,
  );
}

function listed(findings: readonly string[]): string {
  const last = findings.at(-1) ?? '';
  return findings.length < 2 ? last : `${findings.slice(0, -1).join('; ')}; and ${last}`;
}
