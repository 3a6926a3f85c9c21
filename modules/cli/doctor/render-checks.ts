import type { Style } from '../terminal/style';
import type { Check } from './check';

const MARKS = { ok: '✔', note: '●', error: '✘' } as const;
const PAINT = { ok: 'good', note: 'warn', error: 'bad' } as const;

/** Returns a line for each check, and its remedy below where something is to be done. */
export function renderChecks(checks: readonly Check[], style: Style): string {
  const width = Math.max(0, ...checks.map(({ title }) => title.length));
  return checks
    .map(({ status, title, says, remedy }) => {
      const line = `${style[PAINT[status]](MARKS[status])} ${style.strong(title.padEnd(width))}  ${says}`;
      return remedy === undefined ? line : `${line}\n${' '.repeat(width + 4)}${style.faint('→')} ${remedy}`;
    })
    .join('\n');
}
