import { improved, NOTHING_YET } from '../../../../../modules/local-cloud/jobs/tuning/improvement';
import { planTuning } from '../../../../../modules/local-cloud/jobs/tuning/plan-tuning';
import { SearchMemory } from '../../../../../modules/local-cloud/jobs/tuning/search-memory';
import type { TrainingJobRecord } from '../../../../../modules/local-cloud/jobs/training/training-job-record';
import type { TuningJobRecord } from '../../../../../modules/local-cloud/jobs/tuning/tuning-job-record';
import { summarise } from '../../../../../modules/local-cloud/jobs/tuning/tuning-summary';

type Fate = 'running' | 'failed' | 'stopped' | 'interrupted' | 'mute' | number;

/** Trials in the order they were launched; a number is the objective of a completed one. */
function trials(
  fates: readonly Fate[],
  replaces: Readonly<Record<number, number>> = {},
): TrainingJobRecord[] {
  return fates.map((fate, at) => {
    const status =
      fate === 'running'
        ? 'InProgress'
        : fate === 'stopped'
          ? 'Stopped'
          : fate === 'failed' || fate === 'interrupted'
            ? 'Failed'
            : 'Completed';
    const replaced = replaces[at];
    return {
      name: `t${String(at)}`,
      arn: '',
      request: {} as TrainingJobRecord['request'],
      imageDigest: '',
      status,
      transitions: [],
      createdAtMs: at,
      modifiedAtMs: at,
      finalMetrics: typeof fate === 'number' ? [{ name: 'm', value: fate, timestampMs: 0 }] : [],
      trial: {
        tuningJobName: 'j',
        tuningJobArn: '',
        tuningJobId: 'i',
        sequence: at + 1,
        hyperparameters: { x: String(at) },
        objective: { type: 'Maximize', metricName: 'm' },
        objectiveStatus: typeof fate === 'number' ? 'Succeeded' : fate === 'running' ? 'Pending' : 'Failed',
        ...(fate === 'interrupted' ? { interrupted: true } : {}),
        ...(replaced === undefined ? {} : { replaces: `t${String(replaced)}` }),
      },
    };
  });
}

function job(
  limits: { total: number; parallel: number },
  extra: Partial<TuningJobRecord> = {},
): TuningJobRecord {
  return {
    name: 'j',
    arn: '',
    id: 'i',
    request: {
      HyperParameterTuningJobName: 'j',
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        ResourceLimits: { MaxNumberOfTrainingJobs: limits.total, MaxParallelTrainingJobs: limits.parallel },
        ...(extra.request?.HyperParameterTuningJobConfig ?? {}),
      },
    },
    imageDigests: [''],
    seed: 1,
    status: 'InProgress',
    createdAtMs: 0,
    modifiedAtMs: 0,
    summary: summarise([]),
    ...('closing' in extra ? { closing: extra.closing } : {}),
  };
}

const limits = { total: 6, parallel: 3 };

/** The next step of a job of these trials. */
function plan(all: readonly TrainingJobRecord[], extra: Partial<TuningJobRecord> = {}): object {
  const record = { ...job(limits, extra), summary: summarise(all) };
  return planTuning(record, new SearchMemory(record, all));
}

test.each<{ why: string; fates: Fate[]; step: object }>([
  { why: 'a new search fills all places', fates: [], step: { kind: 'launch', fresh: 3 } },
  { why: 'a place falls free', fates: ['running', 1, 'running'], step: { kind: 'launch', fresh: 1 } },
  {
    why: 'the last trials are fewer than the places',
    fates: [1, 1, 1, 1, 1],
    step: { kind: 'launch', fresh: 1 },
  },
  { why: 'all places are taken', fates: ['running', 'running', 'running'], step: { kind: 'wait' } },
  { why: 'all are launched and some run', fates: [1, 1, 1, 1, 1, 'running'], step: { kind: 'wait' } },
  {
    why: 'all are done',
    fates: [1, 1, 1, 1, 1, 'failed'],
    step: { kind: 'end', ending: { status: 'Completed' } },
  },
  {
    why: 'five failed and none succeeded, while one still runs',
    fates: ['failed', 'failed', 'failed', 'failed', 'failed', 'running'],
    step: { kind: 'close', ending: { status: 'Failed' } },
  },
  {
    why: 'five failed but one succeeded',
    fates: ['failed', 'failed', 'failed', 1, 'failed', 'failed'],
    step: { kind: 'end', ending: { status: 'Completed' } },
  },
  {
    why: 'five completed without the metric',
    fates: ['mute', 'mute', 'mute', 'mute', 'mute'],
    step: { kind: 'close', ending: { status: 'Failed' } },
  },
  {
    why: 'interrupted trials are run again first and do not count',
    fates: [1, 'interrupted', 'interrupted'],
    step: { kind: 'launch', again: [{ name: 't1' }, { name: 't2' }], fresh: 1 },
  },
  {
    why: 'interruptions are not failures',
    fates: ['interrupted', 'interrupted', 'interrupted', 'interrupted', 'interrupted'],
    step: { kind: 'launch', again: [{}, {}, {}], fresh: 0 },
  },
])('$why', ({ fates, step }) => {
  expect(plan(trials(fates))).toMatchObject(step);
});

test('an interrupted trial is replaced once', () => {
  const step = plan(trials(['interrupted', 1], { 1: 0 }));
  expect(step).toMatchObject({ kind: 'launch', again: [], fresh: 3 });
});

test('a search that is closing waits for its trials and then ends as decided', () => {
  const closing = { closing: { status: 'Stopped' as const } };
  expect(plan(trials([1, 'running']), closing)).toEqual({ kind: 'wait' });
  expect(plan(trials([1, 'stopped']), closing)).toEqual({
    kind: 'end',
    ending: closing.closing,
  });
});

test.each([
  { values: [1, 1.005, 1.006], sign: 1, idle: 2, why: 'less than one percent is no improvement' },
  { values: [1, 1.5, 1.2], sign: 1, idle: 1, why: 'the count starts again at each improvement' },
  { values: [1, 0.5, 0.4], sign: -1, idle: 0, why: 'less is better when minimising' },
  { values: [], sign: 1, idle: 0, why: 'nothing yet' },
])('$why', ({ values, sign, idle }) => {
  expect(values.reduce((so, value) => improved(so, value, sign), NOTHING_YET).idle).toBe(idle);
});

test('the best is the highest, of equals the one launched first, and only among completed ones', () => {
  const all = trials([0.5, 0.9, 'failed', 0.9, 'stopped']);
  expect(summarise(all)).toMatchObject({
    best: 't1',
    trials: { Completed: 3, NonRetryableError: 1, Stopped: 1, RetryableError: 0, InProgress: 0 },
    objectives: { Succeeded: 3, Failed: 2, Pending: 0 },
  });
});

test('what a search remembers of trials that end in any order is what it would learn from their records', () => {
  const final: Fate[] = [0.2, 'failed', 0.5, 'mute', 0.4, 0.9, 'stopped', 0.1, 0.3];
  const records = trials(final);
  for (const order of [
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
    [8, 7, 6, 5, 4, 3, 2, 1, 0],
    [4, 0, 8, 2, 6, 1, 7, 3, 5],
  ]) {
    const memory = new SearchMemory(job(limits), trials(final.map(() => 'running')));
    const fates: Fate[] = final.map(() => 'running');
    for (const at of order) {
      Array.from(memory.ended(records[at]!));
      fates[at] = final[at]!;
      const afresh = new SearchMemory(job(limits), trials(fates));
      const told = (search: SearchMemory): unknown => [
        [0.1, 0.3, 0.5, 0.9, 1].map((target) => search.reached(target)),
        search.jobsNotImproving(),
      ];
      expect(told(memory)).toEqual(told(afresh));
    }
  }
});

test.each(['Guess', undefined])('no strategy stands in for another: %s is not searched', (Strategy) => {
  const { request, ...record } = job(limits);
  const HyperParameterTuningJobConfig = { ...request.HyperParameterTuningJobConfig, Strategy };
  const asked = { ...record, request: { ...request, HyperParameterTuningJobConfig } } as TuningJobRecord;
  const definition = {
    ...asked,
    request: { ...asked.request, TrainingJobDefinition: {} },
  } as TuningJobRecord;
  expect(() => new SearchMemory(definition, [])).toThrow(`no search strategy ${Strategy ?? '(none)'}`);
});
