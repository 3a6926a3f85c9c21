import type { Finding } from '../../conformance';
import type { Style } from '../terminal/style';

/** Returns one line per passed check, and the observation and advice of each failed check. */
export function renderFindings(findings: readonly Finding[], style: Style): string {
  return findings
    .map(({ check, ok, message, remedy }) => {
      const [first = '', ...more] = message.split('\n');
      if (ok) return `${style.good('ok')}    ${check}  ${style.faint([first, ...more].join(', '))}`;
      const lines = [...more, ...(remedy === null ? [] : remedy.split('\n').map((line) => style.warn(line)))];
      return [
        `${style.bad('FAIL')}  ${style.strong(check)}  ${first}`,
        ...lines.map((line) => `      ${line}`),
      ]
        .map((line) => line.trimEnd())
        .join('\n');
    })
    .join('\n');
}
