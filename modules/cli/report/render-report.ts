import { formatUsd, sentences } from '../../tuning';
import { formatDuration } from '../terminal/duration';
import { formatNumber, formatSetting } from '../terminal/figures';
import { bestSoFarChart, importanceChart, parallelChart, sliceChart } from './charts';
import type { DrawChart } from './draw-chart';
import { contentsOf, escaped, figureOf, pageOf, printedText, tableOf } from './html';
import { isMeasured } from './report';
import type { Report } from './report';

const WIDE = { width: 880, height: 340 };

/** Returns the report as one HTML page. */
export function renderReport(report: Report, draw: DrawChart): string {
  const title = `Experiment ${report.experiment}`;
  const sections = [
    findingsOf(report),
    ...(report.bestSoFar.length === 0 ? [] : chartsOf(report, draw)),
    failuresOf(report),
    `<section aria-labelledby="trials"><h2 id="trials">Every training job</h2>${trialsTable(report)}</section>`,
  ];
  const body = sections.join('\n');
  return pageOf(title, [`<h1>${escaped(title)}</h1>`, summaryOf(report), contentsOf(body), body].join('\n'));
}

function summaryOf(report: Report): string {
  const { counts, objective, best, costUsd } = report;
  const entries: readonly (readonly [string, string])[] = [
    ['Status', `${report.status}, generation ${String(report.generation)}`],
    ['Objective', `${objective.type.toLowerCase()} ${objective.metric}`],
    [
      'Training jobs',
      `${String(counts.completed)} completed, ${String(counts.failed)} failed, ${String(counts.stopped)} stopped, ${String(counts.running)} running`,
    ],
    ['Cost', costUsd === null ? 'unknown' : `about ${formatUsd(costUsd)} at list price, all generations`],
    [
      'Best',
      best === null ? 'none yet' : `${formatNumber(best.objectiveValue ?? NaN)} of ${best.trainingJobName}`,
    ],
    ['Its settings', best === null ? '' : settingsOf(best.hyperparameters)],
    ...(report.owner === null ? [] : [['Owner', report.owner] as const]),
  ];
  const shown = entries.filter(([, value]) => value !== '');
  return `<dl>${shown.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`;
}

const settingsOf = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} = ${formatSetting(value)}`)
    .join(', ');

function findingsOf({ findings }: Report): string {
  if (findings.length === 0) return '';
  const one = findings.map(
    ({ severity, summary, evidence, remedy, code }) =>
      `<h3>${escaped(`${severity}: ${summary}`)}</h3>` +
      printedText(`Finding: ${summary}`, `${sentences(evidence, remedy)} [${code}]`),
  );
  return `<section aria-labelledby="findings"><h2 id="findings">Findings</h2>${one.join('')}</section>`;
}

function chartsOf(report: Report, draw: DrawChart): readonly string[] {
  const { objective, ranges, importance, bestSoFar, best } = report;
  const measured = report.trials.filter(isMeasured);
  const winner = best === null ? '' : `The best, ${best.trainingJobName}, stands out.`;
  const first = figureOf(
    {
      id: 'best-so-far',
      title: 'Best so far',
      description: `${objective.metric} of ${String(bestSoFar.length)} completed training jobs in the order of their launch as points, and the best so far as steps, which ends at ${formatNumber(bestSoFar.at(-1)?.best ?? NaN)}.`,
      svg: draw(bestSoFarChart(report), WIDE),
    },
    tableOf(
      'Best so far',
      ['training job', objective.metric, 'best so far'],
      bestSoFar.map((one) => [one.trainingJobName, formatNumber(one.value), formatNumber(one.best)]),
    ),
  );
  if (ranges.length === 0) return [first];
  const settings = tableOf(
    'Settings and results',
    ['training job', ...ranges.map(({ name }) => name), objective.metric],
    measured.map((trial) => [
      trial.trainingJobName,
      ...ranges.map(({ name }) => formatSetting(trial.hyperparameters[name] ?? '')),
      formatNumber(trial.objectiveValue),
    ]),
  );
  const parallel = figureOf(
    {
      id: 'parallel',
      title: 'Settings and results',
      description: `Each completed training job is a line over its hyperparameters and its ${objective.metric}. ${winner}`,
      svg: draw(parallelChart(report), WIDE),
    },
    settings,
  );
  const slices = ranges.map((range, index) =>
    figureOf(
      {
        id: `slice-${String(index)}`,
        title: `${objective.metric} over ${range.name}`,
        description: `Each completed training job by its ${range.name}, within the range that is searched. ${winner}`,
        svg: draw(sliceChart(report, range), WIDE),
      },
      tableOf(
        `${objective.metric} over ${range.name}`,
        ['training job', range.name, objective.metric],
        measured.map((trial) => [
          trial.trainingJobName,
          formatSetting(trial.hyperparameters[range.name] ?? ''),
          formatNumber(trial.objectiveValue),
        ]),
      ),
    ),
  );
  const { parameters, method, fewest } = importance;
  const weights =
    parameters.length === 0
      ? `<section aria-labelledby="importance"><h2 id="importance">Importance</h2><p>It takes ${String(fewest)} results that differ; there are ${String(measured.length)}.</p></section>`
      : figureOf(
          {
            id: 'importance',
            title: 'Importance',
            description: `Method: ${method}, over up to five bins of equal number. It does not see what only two hyperparameters together do, and with few results it is rough.`,
            svg: draw(importanceChart(report), { width: WIDE.width, height: 90 + 36 * parameters.length }),
          },
          tableOf(
            'Importance',
            ['hyperparameter', 'share'],
            parameters.map(({ name, share }) => [name, share.toFixed(2)]),
          ),
        );
  return [first, parallel, weights, ...slices];
}

function failuresOf({ failures }: Report): string {
  if (failures.length === 0) return '';
  const one = failures.map(
    ({ count, trainingJobName, reason, lines }) =>
      `<h3>${escaped(`${String(count)} failed: ${reason === '' ? 'no reason given' : reason}`)}</h3>` +
      `<p>The log of ${escaped(trainingJobName)} ends:</p>` +
      printedText(
        `End of the log of ${trainingJobName}`,
        lines.length === 0 ? '(nothing)' : lines.join('\n'),
      ),
  );
  return `<section aria-labelledby="failures"><h2 id="failures">Failures by cause</h2>${one.join('')}</section>`;
}

function trialsTable({ trials, objective }: Report): string {
  const parameters = [
    ...new Set(trials.flatMap(({ hyperparameters }) => Object.keys(hyperparameters))),
  ].sort();
  return tableOf(
    'Training jobs, in the order of their launch',
    [
      'training job',
      'generation',
      'status',
      'rank',
      objective.metric,
      ...parameters,
      'took',
      'why it failed',
    ],
    trials.map((trial) => [
      trial.trainingJobName,
      String(trial.generation),
      trial.status,
      trial.rank === undefined ? '' : String(trial.rank),
      trial.objectiveValue === undefined ? '' : formatNumber(trial.objectiveValue),
      ...parameters.map((name) => formatSetting(trial.hyperparameters[name] ?? '')),
      trial.startedAtMs === undefined || trial.endedAtMs === undefined
        ? ''
        : formatDuration(trial.endedAtMs - trial.startedAtMs),
      trial.failureReason ?? '',
    ]),
  );
}
