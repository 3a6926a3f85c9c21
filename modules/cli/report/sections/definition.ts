import type { ParameterRange } from '../../../tuning';
import { formatNumber, formatSetting } from '../../terminal/figures';
import { bestSoFarChart } from '../charts/best-so-far';
import { parallelChart } from '../charts/parallel';
import { sliceChart } from '../charts/slice';
import type { DrawChart } from '../draw-chart';
import type { MeasuredTrial } from '../measured-trial';
import { escaped } from '../page/escaped';
import { figureOf } from '../page/figure';
import { sectionOf } from '../page/html';
import { tableOf } from '../page/table';
import type { Report } from '../report';
import { bestSoFarOf, measuredTrials, ownTrials } from '../report-definition';
import type { ReportedDefinition, ReportedObjective } from '../report-definition';
import type { RankedTrial } from '../../../aws';
import { settingCell } from './trials-table';

const WIDE = { width: 1000, height: 340 };
const NARROW = { width: 360, height: 280 };
const SLICE = { width: 340, height: 240 };
/** More axes than these are drawn below each other also on a wide page. */
const SIDE_BY_SIDE = 7;

interface Drawn {
  readonly report: Report;
  readonly draw: DrawChart;
  readonly definition: ReportedDefinition;
  /** Of the definition, with values of its objective, oldest first. */
  readonly measured: readonly MeasuredTrial[];
  /** For ids: sections of several definitions are told apart by a number. */
  readonly suffix: string;
  /** For headings. */
  readonly of: string;
}

/** Returns the best so far of training jobs whose values compare. */
export function bestSoFarSection(
  trials: readonly RankedTrial[],
  objective: ReportedObjective,
  { draw, suffix, of }: Pick<Drawn, 'draw' | 'suffix' | 'of'>,
): string {
  const steps = bestSoFarOf(trials, objective);
  if (steps.length === 0) return '';
  const failed = trials.filter(({ status }) => status === 'Failed').length;
  const option = bestSoFarChart(trials, objective);
  const figure = {
    id: `best-so-far${suffix}`,
    title: `Best so far${of}`,
    description:
      `${objective.metric} of ${counted(steps.length, 'completed training job')} as points, and the best so far as steps, which end at ${formatNumber(steps.at(-1)?.best ?? NaN)}.` +
      (failed === 0
        ? ''
        : ` ${failed === 1 ? 'One that failed is a cross' : `${String(failed)} that failed are crosses`} at the bottom.`),
    drawings: { wide: draw(option, WIDE), narrow: draw(option, NARROW) },
    table: tableOf(
      `Best so far${of}`,
      ['training job', objective.metric, 'best so far'],
      steps.map(({ trainingJobName: name, value, best }) => ({
        name,
        cells: [{ number: formatNumber(value) }, { number: formatNumber(best) }],
      })),
    ),
    level: 2 as const,
  };
  return `<section>${figureOf(figure)}</section>`;
}

/** Returns how the settings of one training definition relate to its results. */
export function definitionSections(report: Report, draw: DrawChart, index: number): readonly string[] {
  const definition = report.definitions[index];
  if (definition === undefined) return [];
  const own = ownTrials(report.trials, definition);
  const isAlone = definition.name === null;
  const drawn: Drawn = {
    report,
    draw,
    definition,
    measured: measuredTrials(own, definition.objective),
    suffix: isAlone ? '' : `-${String(index + 1)}`,
    of: isAlone ? '' : ` of ${definition.name}`,
  };
  return [
    ...(report.objective === null ? [bestSoFarSection(own, definition.objective, drawn)] : []),
    settingsSection(drawn),
    ...(drawn.measured.length === 0 || definition.ranges.length === 0
      ? []
      : [parallelSection(drawn), slicesSection(drawn)]),
  ];
}

/** The best settings, and beside them which hyperparameters count. */
function settingsSection(drawn: Drawn): string {
  const { definition, suffix, of } = drawn;
  const { best } = definition;
  if (best === null) return '';
  const rows = Object.entries(best.hyperparameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, value]) =>
        `<tr><th scope="row">${escaped(name)}</th><td class="number">${escaped(formatSetting(value))}</td></tr>`,
    );
  const settings =
    `<div class="card"><h3>Settings of the best</h3><p>${escaped(best.trainingJobName)}</p>` +
    `<table class="plain values"><tbody>${rows.join('')}</tbody></table></div>`;
  const body = `<div class="pair">${settings}${definition.ranges.length === 0 ? '' : importanceOf(drawn)}</div>`;
  return sectionOf(`settings${suffix}`, `Settings and importance${of}`, body);
}

function importanceOf({ definition: { importance }, measured }: Drawn): string {
  const { parameters, method, fewest } = importance;
  if (parameters.length === 0) {
    return `<div class="card"><h3>Importance</h3><p>It takes ${String(fewest)} results that differ; there are ${String(measured.length)}.</p></div>`;
  }
  const rows = parameters.map(({ name, share }) => {
    const percent = String(Math.round(share * 100));
    return (
      `<tr><th scope="row">${escaped(name)}</th><td class="share" aria-hidden="true"><i style="width:${percent}%"></i></td>` +
      `<td class="number">${percent} %</td></tr>`
    );
  });
  return (
    `<div class="card"><h3>Importance</h3><table class="plain"><tbody>${rows.join('')}</tbody></table>` +
    `<p class="key">Method: ${escaped(method)}, over up to five bins of equal number. It does not see what only two hyperparameters together do, and with few results it is rough.</p></div>`
  );
}

function parallelSection({ draw, definition, measured, suffix, of }: Drawn): string {
  const { ranges, objective } = definition;
  const axes = ranges.length + 1;
  const stacked = (width: number, nameWidth: number): string =>
    draw(parallelChart(measured, definition, { layout: 'vertical', nameWidth, width }), {
      width,
      height: 50 + 52 * axes,
    });
  const wide =
    axes > SIDE_BY_SIDE
      ? stacked(WIDE.width, 200)
      : draw(
          parallelChart(measured, definition, { layout: 'horizontal', nameWidth: 150, width: WIDE.width }),
          WIDE,
        );
  const figure = {
    id: `parallel${suffix}`,
    title: `Settings and results${of}`,
    description: `Each completed training job is a line over its hyperparameters and its ${objective.metric}; the better, the stronger its colour. The best is orange.`,
    drawings: { wide, narrow: stacked(NARROW.width, 96) },
    table: tableOf(
      `Settings and results${of}`,
      ['training job', ...ranges.map(({ name }) => name), objective.metric],
      measured.map((trial) => ({
        name: trial.trainingJobName,
        cells: [
          ...ranges.map(({ name }) => settingCell(trial.hyperparameters[name] ?? '')),
          { number: formatNumber(trial.objectiveValue) },
        ],
        best: trial.trainingJobName === definition.best?.trainingJobName,
      })),
    ),
    level: 2 as const,
  };
  return `<section>${figureOf(figure)}</section>`;
}

function slicesSection(drawn: Drawn): string {
  const { definition, suffix, of, report } = drawn;
  const earlier = drawn.measured.some(({ generation }) => generation < report.generation)
    ? ' Grey points are of earlier generations.'
    : '';
  const slices = definition.ranges.map((range, at) => sliceOf(drawn, range, at));
  return sectionOf(
    `slices${suffix}`,
    `Each hyperparameter by itself${of}`,
    `<p class="key">Each point is a completed training job, within the range that is searched. The orange diamond is the best.${earlier}</p><div class="slices">${slices.join('')}</div>`,
  );
}

function sliceOf(
  { draw, definition, measured, report, suffix }: Drawn,
  range: ParameterRange,
  at: number,
): string {
  const { metric } = definition.objective;
  const own = measured.filter(({ hyperparameters }) => hyperparameters[range.name] !== undefined);
  const best = definition.best?.hyperparameters[range.name];
  return figureOf({
    id: `slice${suffix}-${String(at + 1)}`,
    title: `${metric} by ${range.name}`,
    description: [
      counted(own.length, 'point'),
      ...(best === undefined ? [] : [`best at ${formatSetting(best)}`]),
    ].join('; '),
    drawings: { any: draw(sliceChart(own, range, { ...definition, generation: report.generation }), SLICE) },
    level: 3,
  });
}

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
