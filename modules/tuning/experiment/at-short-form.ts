import { formatPath } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { Clash, Moved } from './long-form';
import type { Report } from '../validation/report';

/** Returns a finding about the long form where the value stands in the configuration. */
export function atShortForm(found: Diagnostic, moved: readonly Moved[] = []): Diagnostic {
  const { path = [] } = found;
  const [place] = moved
    .filter(({ from }) => from.every((step, at) => path[at] === step))
    .sort((a, b) => b.from.length - a.from.length);
  if (place === undefined) return found;
  const { from, to, members } = place;
  const rest = path.slice(from.length);
  const inside = members === undefined ? [] : rest.map((step) => members[String(step)] ?? step);
  return {
    ...found,
    path: [...to, ...inside],
    detail: found.detail.replaceAll(formatPath(from), formatPath(to)),
  };
}

/** Reports what is given in both forms with different values, at both places. */
export function checkShortForms(clashes: readonly Clash[] = [], report: Report): void {
  for (const { path, other, kind } of clashes) {
    const [short, long] = [path, other].map(formatPath);
    const [title, what] = TEXTS[kind];
    report.error(
      path,
      title,
      `${String(short)} and ${String(long)} ${what}, and they disagree. Keep one of the two.`,
    );
  }
}

const TEXTS: Readonly<Record<Clash['kind'], readonly [string, string]>> = {
  channel: ['Channel Given Twice', 'declare the same channel'],
  regex: ['Metric Given Twice', 'say how to find the same metric'],
};
