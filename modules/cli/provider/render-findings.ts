import type { Finding } from '../../conformance';
import type { Style } from '../terminal/style';

/** A line for each check that passed; what was seen and what to do for each that did not. */
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
