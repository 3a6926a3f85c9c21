import * as fc from 'fast-check';
import { isTerminal, passGate, selectBestTrainingJob } from '../../../modules/tuning';
import type { GateRequest, Objective, TrialRecord } from '../../../modules/tuning';

function aTrial(changes: Partial<TrialRecord> = {}): TrialRecord {
  return {
    trainingJobName: 'job-1',
    trainingJobArn: 'arn:aws:sagemaker:us-east-1:000000000000:training-job/job-1',
    tuningJobName: 'digits',
    status: 'Completed',
    objectiveValue: 0.9,
    objectiveStatus: 'Succeeded',
    hyperparameters: {},
    createdAtMs: 1000,
    ...changes,
  };
}

const { objectiveValue: _, ...withoutValue } = aTrial();

describe('selectBestTrainingJob', () => {
  const trials = [
    aTrial({ trainingJobName: 'middle', objectiveValue: 0.5 }),
    aTrial({ trainingJobName: 'high', objectiveValue: 0.9 }),
    aTrial({ trainingJobName: 'low', objectiveValue: 0.1 }),
  ];

  it('takes the highest value when maximising and the lowest when minimising', () => {
    expect(selectBestTrainingJob(trials, { type: 'Maximize' })?.trainingJobName).toBe('high');
    expect(selectBestTrainingJob(trials, { type: 'Minimize' })?.trainingJobName).toBe('low');
  });

  it.each([
    { loser: aTrial({ objectiveValue: NaN }), why: 'NaN compares with nothing' },
    { loser: aTrial({ objectiveValue: Infinity }), why: 'infinity is a divergence, not a result' },
    { loser: withoutValue, why: 'no value was emitted' },
    { loser: aTrial({ objectiveValue: 5, status: 'Stopped' }), why: 'it was stopped early' },
    { loser: aTrial({ objectiveValue: 5, status: 'Failed' }), why: 'it failed' },
    { loser: aTrial({ objectiveValue: 5, status: 'InProgress' }), why: 'it has not finished' },
    { loser: aTrial({ objectiveValue: 5, objectiveStatus: 'Pending' }), why: 'its value is not final' },
    { loser: aTrial({ objectiveValue: 5, objectiveStatus: 'Failed' }), why: 'its objective failed' },
  ])('passes over a job because $why', ({ loser }) => {
    expect(selectBestTrainingJob([loser], { type: 'Maximize' })).toBe(undefined);
    expect(selectBestTrainingJob([loser, ...trials], { type: 'Maximize' })?.trainingJobName).toBe('high');
  });

  it.each([
    {
      what: 'of another metric',
      other: aTrial({ objectiveValue: 5, metricName: 'auc', metricGoal: 'Maximize' }),
    },
    { what: 'to be improved the other way', other: aTrial({ objectiveValue: 5, metricGoal: 'Minimize' }) },
  ])('compares no value $what', ({ other }) => {
    const objective = { type: 'Maximize', metric_name: 'score' } as const;
    const own = aTrial({ trainingJobName: 'own', metricName: 'score', metricGoal: 'Maximize' });
    expect(selectBestTrainingJob([other, own], objective)).toBe(own);
    expect(selectBestTrainingJob([other], objective)).toBe(undefined);
  });

  it('finds no winner among no jobs', () => {
    expect(selectBestTrainingJob([], { type: 'Maximize' })).toBe(undefined);
  });

  it('gives a tie to the earliest created, then to the first name', () => {
    const late = aTrial({ trainingJobName: 'a', createdAtMs: 3 });
    const second = aTrial({ trainingJobName: 'c', createdAtMs: 2 });
    const first = aTrial({ trainingJobName: 'b', createdAtMs: 2 });
    expect(selectBestTrainingJob([late, second, first], { type: 'Maximize' })).toBe(first);
  });

  it('gives a tie to the one that the service calls the best, and only a tie', () => {
    const [early, late, worse] = [
      aTrial({ trainingJobName: 'early', createdAtMs: 1 }),
      aTrial({ trainingJobName: 'late', createdAtMs: 2 }),
      aTrial({ trainingJobName: 'worse', createdAtMs: 0, objectiveValue: 0.1 }),
    ];
    const favouring = (...names: readonly string[]) =>
      selectBestTrainingJob([early, late, worse], { type: 'Maximize' }, new Set(names))?.trainingJobName;
    expect(favouring('late')).toBe('late');
    expect(favouring('late', 'early')).toBe('early');
    expect(favouring('worse')).toBe('early');
    expect(favouring()).toBe('early');
  });

  it('does not depend on the order in which jobs are listed', () => {
    const trial = fc
      .record({
        trainingJobName: fc.constantFrom('a', 'b', 'c', 'd'),
        objectiveValue: fc.constantFrom(0, 1, 2, NaN),
        createdAtMs: fc.constantFrom(1, 2),
      })
      .map(aTrial);
    fc.assert(
      fc.property(
        fc.array(trial, { maxLength: 6 }),
        fc.constantFrom('Maximize', 'Minimize'),
        (list, type) => {
          const objective = { type } as const;
          const reversed = selectBestTrainingJob([...list].reverse(), objective);
          expect(reversed).toEqual(selectBestTrainingJob(list, objective));
        },
      ),
    );
  });
});

describe('isTerminal', () => {
  it.each([
    ['InProgress', false],
    ['Stopping', false],
    ['Deleting', false],
    ['Completed', true],
    ['Failed', true],
    ['Stopped', true],
    ['DeleteFailed', true],
  ] as const)('of %s is %s', (status, want) => {
    expect(isTerminal(status)).toBe(want);
  });
});

const maximize: Objective = { type: 'Maximize', metric_name: 'accuracy' };
const minimize: Objective = { type: 'Minimize', metric_name: 'loss' };
const job = (trainingJobName: string, objectiveValue?: number) => ({ trainingJobName, objectiveValue });

const ofData = (name: string, value: number, dataFingerprint?: string) => ({
  ...job(name, value),
  dataFingerprint,
});

interface GateCase {
  readonly given: GateRequest;
  readonly verdict: 'promote' | 'keep' | 'no winner';
  readonly because: string;
}

const gates: readonly GateCase[] = [
  {
    given: { candidate: undefined, current: job('old', 0.9), objective: maximize },
    verdict: 'no winner',
    because: 'no completed training job emitted accuracy',
  },
  {
    given: { candidate: job('new', NaN), current: undefined, objective: maximize },
    verdict: 'no winner',
    because: 'no completed training job emitted accuracy',
  },
  {
    given: { candidate: job('new', 0.9), current: undefined, objective: maximize },
    verdict: 'promote',
    because: 'accuracy 0.9 is the first champion',
  },
  {
    given: {
      candidate: job('new', 0.9),
      current: undefined,
      objective: maximize,
      gate: { minimumValue: 0.95 },
    },
    verdict: 'keep',
    because: "accuracy 0.9 is below the gate's 0.95",
  },
  {
    given: {
      candidate: job('new', 0.9),
      current: undefined,
      objective: minimize,
      gate: { minimumValue: 0.5 },
    },
    verdict: 'keep',
    because: "loss 0.9 is above the gate's 0.5",
  },
  {
    given: {
      candidate: job('new', 0.5),
      current: undefined,
      objective: minimize,
      gate: { minimumValue: 0.5 },
    },
    verdict: 'promote',
    because: 'loss 0.5 is the first champion',
  },
  {
    given: { candidate: job('same', 0.9), current: job('same', 0.9), objective: maximize },
    verdict: 'keep',
    because: 'same is already the champion with accuracy 0.9',
  },
  {
    given: { candidate: job('new', 0.9), current: job('old', 0.9), objective: maximize },
    verdict: 'keep',
    because: "accuracy 0.9 only equals the champion's value",
  },
  {
    given: { candidate: job('new', 0.8), current: job('old', 0.9), objective: maximize },
    verdict: 'keep',
    because: "accuracy 0.8 is worse than the champion's 0.9",
  },
  {
    given: { candidate: job('new', 0.8), current: job('old', 0.9), objective: minimize },
    verdict: 'promote',
    because: "loss 0.8 beats the champion's 0.9 by 0.1",
  },
  {
    given: {
      candidate: job('new', 0.905),
      current: job('old', 0.9),
      objective: maximize,
      gate: { minimumImprovement: 0.01 },
    },
    verdict: 'keep',
    because: "accuracy 0.905 beats the champion's 0.9 by 0.005, less than the gate's 0.01",
  },
  {
    given: {
      candidate: job('new', 0.3),
      current: job('old', 0.2),
      objective: maximize,
      gate: { minimumImprovement: 0.1 },
    },
    verdict: 'promote',
    because: "accuracy 0.3 beats the champion's 0.2 by 0.1",
  },
  {
    given: { candidate: job('new', 0.9), current: job('old', NaN), objective: maximize },
    verdict: 'promote',
    because: 'accuracy 0.9; the current champion has no usable value',
  },
  {
    given: {
      candidate: job('new', 0.2),
      current: { ...job('old', 0.9), metricName: 'auc' },
      objective: maximize,
    },
    verdict: 'promote',
    because: 'accuracy 0.2; the current champion was measured by auc, which is not comparable',
  },
  {
    given: {
      candidate: job('new', 0.2),
      current: { ...job('old', 0.9), metricName: 'auc' },
      objective: maximize,
      gate: { minimumValue: 0.5 },
    },
    verdict: 'keep',
    because: "accuracy 0.2 is below the gate's 0.5",
  },
  {
    given: { candidate: ofData('new', 0.2, 'x'), current: ofData('old', 0.9, 'y'), objective: maximize },
    verdict: 'promote',
    because: 'accuracy 0.2; the current champion was measured on other data, which is not comparable',
  },
  ...(['x', undefined] as const).map((data) => ({
    given: { candidate: ofData('new', 0.2, data), current: ofData('old', 0.9, 'x'), objective: maximize },
    verdict: 'keep' as const,
    because: "accuracy 0.2 is worse than the champion's 0.9",
  })),
  {
    given: {
      candidate: ofData('new', 0.2, 'x'),
      current: ofData('old', 0.9, 'y'),
      objective: maximize,
      gate: { compare: 'always' },
    },
    verdict: 'keep',
    because: "accuracy 0.2 is worse than the champion's 0.9",
  },
  {
    given: {
      candidate: job('new', 0.2),
      current: job('old', 0.9),
      objective: maximize,
      gate: { compare: 'never' },
    },
    verdict: 'promote',
    because: 'accuracy 0.2; the gate compares it with no champion',
  },
  {
    given: {
      candidate: job('new', 0.2),
      current: job('old', 0.9),
      objective: maximize,
      gate: { compare: 'never', minimumValue: 0.5 },
    },
    verdict: 'keep',
    because: "accuracy 0.2 is below the gate's 0.5",
  },
  {
    given: {
      candidate: { ...job('new', 0.9), costUsd: 3 },
      current: undefined,
      objective: maximize,
      gate: { maximumCostUsd: 2 },
    },
    verdict: 'keep',
    because: "accuracy 0.9, but its cost of $3 is above the gate's $2",
  },
  {
    given: {
      candidate: { ...job('new', 0.9), costUsd: 2 },
      current: undefined,
      objective: maximize,
      gate: { maximumCostUsd: 2 },
    },
    verdict: 'promote',
    because: 'accuracy 0.9 is the first champion',
  },
  {
    given: {
      candidate: job('new', 0.9),
      current: undefined,
      objective: maximize,
      gate: { maximumCostUsd: 2 },
    },
    verdict: 'keep',
    because: 'accuracy 0.9, but its cost is not known, and the gate allows at most $2',
  },
];

describe('passGate', () => {
  it.each(gates)('$verdict, because $because', ({ given, verdict, because }) => {
    expect(passGate(given)).toEqual({ verdict, because });
  });

  it('never promotes something worse', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(value, value, fc.constantFrom(maximize, minimize), (now, before, objective) => {
        const { verdict } = passGate({ candidate: job('new', now), current: job('old', before), objective });
        const better = objective.type === 'Maximize' ? now > before : now < before;
        expect(verdict === 'promote').toBe(better);
      }),
    );
  });
});
