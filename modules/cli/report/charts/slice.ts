import type { ParameterRange } from '../../../tuning';
import type { ChartOption } from '../draw-chart';
import type { MeasuredTrial } from '../measured-trial';
import type { ReportedDefinition } from '../report-definition';
import { describeTrial } from './describe-trial';
import { objectiveAxis, positionOf, settingAxis } from './axes';
import { BEST, EARLIER, MARK } from './palette';

/** How far equal categories lie apart, in parts of the distance between two. */
const SPREAD = 0.4;
/** The golden ratio's multiples fill a span evenly, however many they are. */
const GOLDEN = 0.618034;

/** Draws the objective over one hyperparameter. */
export function sliceChart(
  trials: readonly MeasuredTrial[],
  range: ParameterRange,
  { objective, best, generation }: ReportedDefinition & { readonly generation: number },
): ChartOption {
  const placed = trials
    .map((trial) => ({ trial, at: positionOf(range, trial.hyperparameters[range.name]) }))
    .filter(({ at }) => Number.isFinite(at));
  const isBest = ({ trial }: { readonly trial: MeasuredTrial }): boolean =>
    trial.trainingJobName === best?.trainingJobName;
  const marks = (some: typeof placed) =>
    some.map(({ trial, at }, index) => ({
      value: [range.kind === 'categorical' ? at + aside(index) : at, trial.objectiveValue],
      name: describeTrial(trial, objective),
    }));
  const others = placed.filter((one) => !isBest(one));
  const isEarlier = ({ trial }: { readonly trial: MeasuredTrial }): boolean => trial.generation < generation;
  const dots = { type: 'scatter', symbolSize: 7 } as const;
  return {
    // The heading names both axes.
    grid: { left: 4, right: 14, top: 12, bottom: 12 },
    xAxis: settingAxis(
      range,
      placed.map(({ at }) => at),
      { splitLine: { show: false }, room: (categories) => ({ width: 280 / categories, slanted: true }) },
    ),
    yAxis: objectiveAxis(
      placed.map(({ trial }) => trial.objectiveValue),
      {},
    ),
    series: [
      { ...dots, itemStyle: { color: EARLIER }, data: marks(others.filter(isEarlier)) },
      {
        ...dots,
        itemStyle: { color: MARK, opacity: 0.85 },
        data: marks(others.filter((one) => !isEarlier(one))),
      },
      {
        ...dots,
        symbol: 'diamond',
        symbolSize: 14,
        itemStyle: { color: BEST },
        data: marks(placed.filter(isBest)),
      },
    ],
  };
}

const aside = (index: number): number => (((index * GOLDEN) % 1) - 0.5) * SPREAD;
