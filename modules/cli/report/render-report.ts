import type { DrawChart } from './draw-chart';
import { contentsOf, pageOf } from './page/html';
import type { Report } from './report';
import { bestSoFarSection, definitionSections } from './sections/definition';
import { failuresOf, findingsOf } from './sections/findings';
import { headOf, summaryOf } from './sections/summary';
import { trialsOf } from './sections/trials-table';

/** Returns the report as one HTML page. */
export function renderReport(report: Report, draw: DrawChart): string {
  const { objective, trials } = report;
  const sections = [
    findingsOf(report),
    ...(objective === null ? [] : [bestSoFarSection(trials, objective, { draw, suffix: '', of: '' })]),
    ...report.definitions.flatMap((_, index) => definitionSections(report, draw, index)),
    failuresOf(report),
    trialsOf(report),
  ].filter((section) => section !== '');
  const body = sections.join('\n');
  const nothing = trials.length === 0 ? '<p class="card">No training job has been launched yet.</p>' : '';
  return pageOf(
    `Experiment ${report.experiment}`,
    [headOf(report), `<main>${summaryOf(report)}`, nothing || contentsOf(body), body, '</main>'].join('\n'),
  );
}
