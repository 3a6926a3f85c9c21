import type { RankedTrial } from '../../../aws';
import type { ChartOption } from '../draw-chart';
import { isMeasured } from '../measured-trial';
import { bestSoFarOf, measuredTrials } from '../report-definition';
import type { ReportedObjective } from '../report-definition';
import { describeTrial } from './describe-trial';
import { numberAxis, objectiveAxis } from './axes';
import { BAD, BEST, INK, MARK } from './palette';

const CROSS = 'path://M0,0L8,8M8,0L0,8';

/** Draws each training job in the order of launch, the best so far as steps, and those that failed as crosses below. */
export function bestSoFarChart(trials: readonly RankedTrial[], objective: ReportedObjective): ChartOption {
  const launch = new Map(trials.map(({ trainingJobName }, at) => [trainingJobName, at + 1]));
  const at = ({ trainingJobName }: { readonly trainingJobName: string }): number =>
    launch.get(trainingJobName) ?? NaN;
  const measured = measuredTrials(trials, objective);
  const steps = bestSoFarOf(trials, objective);
  const last = steps.at(-1);
  return {
    grid: { left: 12, right: 16, top: 34, bottom: 30 },
    xAxis: numberAxis({
      min: 1,
      max: Math.max(2, trials.length),
      minInterval: 1,
      name: 'training jobs, in the order of their launch',
      nameLocation: 'middle',
      nameGap: 26,
      splitLine: { show: false },
    }),
    yAxis: [
      objectiveAxis(
        measured.map(({ objectiveValue }) => objectiveValue),
        { name: objective.metric, nameTextStyle: { color: INK, fontSize: 12, align: 'left' } },
      ),
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        type: 'line',
        step: 'end',
        showSymbol: false,
        silent: true,
        lineStyle: { color: BEST, width: 2 },
        data: [
          ...steps.map((step) => [at(step), step.best]),
          ...(last === undefined ? [] : [[trials.length, last.best]]),
        ],
      },
      {
        type: 'scatter',
        symbolSize: 8,
        itemStyle: { color: MARK, opacity: 0.9 },
        data: measured.map((trial) => ({
          value: [at(trial), trial.objectiveValue],
          name: describeTrial(trial, objective),
        })),
      },
      {
        type: 'scatter',
        yAxisIndex: 1,
        clip: false,
        symbol: CROSS,
        symbolSize: 7,
        itemStyle: { color: 'none', borderColor: BAD, borderWidth: 1.5 },
        data: trials
          .filter((trial) => trial.status === 'Failed' && !isMeasured(trial))
          .map((trial) => ({ value: [at(trial), 0.03], name: describeTrial(trial, objective) })),
      },
    ],
  };
}
