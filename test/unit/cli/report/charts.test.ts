import type { RankedTrial } from '../../../../modules/aws';
import { objectiveAxis, positionOf, settingAxis } from '../../../../modules/cli/report/charts/axes';
import { formatTick } from '../../../../modules/cli/report/charts/format-tick';
import { parallelChart } from '../../../../modules/cli/report/charts/parallel';
import { sliceChart } from '../../../../modules/cli/report/charts/slice';
import { isMeasured } from '../../../../modules/cli/report/measured-trial';
import { measuredTrials, ownTrials } from '../../../../modules/cli/report/report-definition';
import type { ReportedDefinition } from '../../../../modules/cli/report/report-definition';
import type { ParameterRange } from '../../../../modules/tuning';

const trial = (name: string, rest: Partial<RankedTrial> = {}): RankedTrial => ({
  trainingJobName: name,
  trainingJobArn: `arn:${name}`,
  tuningJobName: 'search',
  status: 'Completed',
  objectiveValue: 0.5,
  objectiveStatus: 'Succeeded',
  hyperparameters: { x: '0.5' },
  createdAtMs: 0,
  generation: 1,
  rank: undefined,
  ...rest,
});
const X: ParameterRange = { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' };
const KIND: ParameterRange = { kind: 'categorical', name: 'kind', values: ['tree', 'net'] };
const OBJECTIVE = { type: 'Maximize', metric: 'score' } as const;
const definition: ReportedDefinition = {
  name: null,
  objective: OBJECTIVE,
  best: null,
  bestSoFar: [],
  ranges: [X, KIND],
  importance: { method: '', fewest: 10, parameters: [] },
};
const room = () => ({ width: 100 });
const countOf = ({ series }: { readonly series: readonly { readonly data: readonly unknown[] }[] }): number =>
  series.reduce((sum, { data }) => sum + data.length, 0);

describe('the charts of a report', () => {
  it.each([
    [0, '0'],
    [0.25, '0.25'],
    [0.0001, '1e-4'],
    [0.001, '0.001'],
    [-20_000, '-20k'],
    [25_000_000, '25M'],
    [3e12, '3e12'],
  ])('write %d beside an axis as %s', (value, text) => {
    expect(formatTick(value)).toBe(text);
  });

  it('spread an objective of several orders of magnitude, unless a value is not positive', () => {
    expect(objectiveAxis([0.001, 50], {})).toMatchObject({ type: 'log' });
    expect(objectiveAxis([0.1, 50], {})).toMatchObject({ type: 'value' });
    expect(objectiveAxis([-1, 5000], {})).toMatchObject({ type: 'value' });
  });

  it('contain results of earlier generations beyond the range that is searched now', () => {
    expect(settingAxis(X, [0.2, 3], { room })).toMatchObject({ min: 0, max: 3 });
  });

  it('show no result where it has no place: of another definition, or without the hyperparameter', () => {
    const trials = [
      trial('placed'),
      trial('without', { hyperparameters: { kind: 'tree' } }),
      trial('unknown', { hyperparameters: { x: '0.5', kind: 'forest' } }),
    ].filter(isMeasured);
    expect(countOf(sliceChart(trials, X, { ...definition, generation: 1 }))).toBe(2);
    expect(countOf(sliceChart(trials, KIND, { ...definition, generation: 1 }))).toBe(1);
    const layout = { layout: 'vertical', nameWidth: 100, width: 360 } as const;
    expect(countOf(parallelChart(trials, definition, layout))).toBe(0);
    expect([positionOf(KIND, 'net'), positionOf(KIND, 'forest'), positionOf(X, undefined)]).toEqual([
      1,
      NaN,
      NaN,
    ]);
  });

  it('compare only values of the definition’s own objective', () => {
    const trials = [
      trial('ours', { definitionName: 'trees', metricName: 'score' }),
      trial('theirs', { definitionName: 'nets', metricName: 'speed', objectiveValue: 9000 }),
      trial('earlier', { definitionName: 'trees', metricName: 'loss', objectiveValue: 3 }),
    ];
    const own = ownTrials(trials, { ...definition, name: 'trees' });
    expect(measuredTrials(own, OBJECTIVE).map(({ trainingJobName }) => trainingJobName)).toEqual(['ours']);
  });

  it('draw the best on top of the others, and the worse paler', () => {
    const best = trial('best', { objectiveValue: 0.9, hyperparameters: { x: '1', kind: 'net' } });
    const worse = trial('worse', { objectiveValue: 0.1, hyperparameters: { x: '0', kind: 'tree' } });
    const layout = { layout: 'horizontal', nameWidth: 100, width: 1000 } as const;
    const { series } = parallelChart([best, worse].filter(isMeasured), { ...definition, best }, layout);
    expect(series[0]?.data).toMatchObject([
      { value: [0, 0, 0.1], lineStyle: { color: 'var(--tone-1)' } },
      { value: [1, 1, 0.9], lineStyle: { color: 'var(--best)' } },
    ]);
  });
});
