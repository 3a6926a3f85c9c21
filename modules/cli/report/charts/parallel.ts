import type { ParameterRange } from '../../../tuning';
import type { ChartOption } from '../draw-chart';
import type { MeasuredTrial } from '../measured-trial';
import type { ReportedDefinition } from '../report-definition';
import { describeTrial } from './describe-trial';
import { axisName, objectiveAxis, positionOf, settingAxis } from './axes';
import type { Axis } from './axes';
import { BEST, toneOf } from './palette';

/** Axes stand side by side, or below each other where there is no room for that. */
export type Layout = 'horizontal' | 'vertical';

/** Draws each training job as a line over its hyperparameters and its result, worse ones paler, the best on top. */
export function parallelChart(
  trials: readonly MeasuredTrial[],
  { ranges, objective, best }: ReportedDefinition,
  {
    layout,
    nameWidth,
    width,
  }: { readonly layout: Layout; readonly nameWidth: number; readonly width: number },
): ChartOption {
  const lines = trials
    .map((trial) => ({
      trial,
      value: [
        ...ranges.map((range) => positionOf(range, trial.hyperparameters[range.name])),
        trial.objectiveValue,
      ],
    }))
    .filter(({ value }) => value.every(Number.isFinite))
    .sort((a, b) => upwards(a.trial, b.trial, objective.type));
  const axisOf = (range: ParameterRange, dim: number): Axis => ({
    ...settingAxis(
      range,
      lines.map(({ value }) => value[dim] ?? NaN),
      {
        dim,
        name: axisName(range.name, nameWidth),
        splitLine: { show: false },
        room: (categories) => ({
          width:
            layout === 'horizontal'
              ? width / (ranges.length + 1) - 24
              : (width - nameWidth) / categories - 10,
        }),
      },
    ),
  });
  const name =
    layout === 'horizontal' ? { nameLocation: 'end', nameGap: 12 } : { nameLocation: 'start', nameGap: 10 };
  const box =
    layout === 'horizontal'
      ? { left: nameWidth / 2, right: nameWidth / 2 + 10, top: 40, bottom: 16 }
      : { left: nameWidth + 18, right: 20, top: 14, bottom: 30 };
  const results = lines.map(({ trial }) => trial.objectiveValue);
  return {
    parallel: {
      ...box,
      layout,
      parallelAxisDefault: { ...name, silent: true },
    },
    parallelAxis: [
      ...ranges.map(axisOf),
      objectiveAxis(results, {
        dim: ranges.length,
        name: axisName(objective.metric, nameWidth),
        splitLine: { show: false },
      }),
    ],
    series: [
      {
        type: 'parallel',
        data: lines.map(({ trial, value }, place) => ({
          value,
          name: describeTrial(trial, objective),
          lineStyle:
            trial.trainingJobName === best?.trainingJobName
              ? { color: BEST, width: 3, opacity: 1 }
              : { color: toneOf(place / Math.max(1, lines.length - 1)), width: 1.25, opacity: 0.8 },
        })),
      },
    ],
  };
}

/** Worst first, so that better lines cover worse ones. */
const upwards = (a: MeasuredTrial, b: MeasuredTrial, type: 'Maximize' | 'Minimize'): number =>
  type === 'Minimize' ? b.objectiveValue - a.objectiveValue : a.objectiveValue - b.objectiveValue;
