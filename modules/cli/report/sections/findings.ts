import { escaped } from '../page/escaped';
import { printedText, sectionOf } from '../page/html';
import type { Report } from '../report';

/** Returns what would otherwise go unnoticed about the search. */
export function findingsOf({ findings }: Report): string {
  if (findings.length === 0) return '';
  const one = findings.map(
    ({ severity, summary, evidence, remedy, code }) =>
      `<div class="card finding ${severity}"><h3><span class="kind">${severity}:</span> ${escaped(summary)}</h3>` +
      `<p>${escaped(evidence)}</p><p>${escaped(remedy)} <code>${escaped(code)}</code></p></div>`,
  );
  return sectionOf('findings', 'Findings', one.join(''));
}

/** Returns why training jobs failed, the most frequent cause first, each with the end of a log. */
export function failuresOf({ failures }: Report): string {
  if (failures.length === 0) return '';
  const one = failures.map(
    ({ count, trainingJobName, reason, lines }) =>
      `<div class="card finding error"><h3>${escaped(`${String(count)} failed: ${reason === '' ? 'no reason given' : reason}`)}</h3>` +
      (lines.length === 0
        ? `<p>Such as ${escaped(trainingJobName)}.</p>`
        : `<p>The log of ${escaped(trainingJobName)} ends:</p>${printedText(lines.join('\n'))}`) +
      '</div>',
  );
  return sectionOf('failures', 'Failures by cause', one.join(''));
}
