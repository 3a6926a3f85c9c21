import { judgeSmokeRun, metricPattern, trainingJobSpecOf } from '../../../modules/tuning';
import type { SmokeDemands, SmokeEvidence } from '../../../modules/tuning';

const spec = trainingJobSpecOf({
  hyper_parameters: { depth: '3', rate: '0.10' },
  algorithm_specification: {
    training_image: 'image',
    metric_definitions: [{ name: 'score', regex: metricPattern('score') }],
  },
  resource_config: { instance_type: 'ml.m5.large' },
  stopping_condition: { max_runtime_in_seconds: 60 },
});
const demands: SmokeDemands = { metricNames: [], artifact: true, echo: 'if_printed' };
const sound: SmokeEvidence = {
  status: 'Completed',
  finalMetrics: { score: 0.5 },
  log: ['hyperparameters: {"depth": 3, "rate": 0.1, "seed": 1}', 'score=0.5'],
  artifact: 'present',
};
const problemsOf = (evidence: Partial<SmokeEvidence>, more: Partial<SmokeDemands> = {}): readonly string[] =>
  judgeSmokeRun(spec, { ...demands, ...more }, { ...sound, ...evidence }).problems;

describe('the judgement on a smoke run', () => {
  it('is a pass for what shows everything, with the defaults that the container used', () => {
    expect(judgeSmokeRun(spec, demands, sound)).toEqual({
      verdict: 'passed',
      because: 'it completed with score 0.5, left a model and used the hyperparameters it was given',
      problems: [],
      metrics: { score: 0.5 },
      used: { depth: '3', rate: '0.1', seed: '1' },
    });
  });

  it('takes a metric from the log if the service has not read it yet', () => {
    expect(judgeSmokeRun(spec, demands, { ...sound, finalMetrics: {} }).metrics).toEqual({ score: 0.5 });
  });

  it.each<[string, Partial<SmokeEvidence>, Partial<SmokeDemands>, string]>([
    [
      'a metric that is not finite',
      { finalMetrics: { score: NaN }, log: ['score=nan'] },
      {},
      'It did not print metric score',
    ],
    ['a metric that nothing defines', {}, { metricNames: ['loss'] }, 'It did not report metric loss.'],
    [
      'a log that could not be read',
      { finalMetrics: {}, log: undefined, unread: 'no right' },
      {},
      'Its log was not read: no right.',
    ],
    ['an absent model', { artifact: 'absent' }, {}, 'It left no model in S3.'],
    [
      'an echo that is missing',
      { log: [] },
      { echo: 'required' },
      'It did not print the hyperparameters it used',
    ],
    [
      'a hyperparameter that the container does not know',
      { log: ['hyperparameters: {"rate": 0.1}'] },
      {},
      'Hyperparameter depth had no effect',
    ],
    [
      'a value that the container changed',
      { log: ['hyperparameters: {"depth": 9, "rate": 0.1}'] },
      {},
      'Hyperparameter depth was given as 3, but the container used 9.',
    ],
    ['a job that was stopped', { status: 'Stopped' }, {}, 'It was stopped before it completed.'],
  ])('is a failure for %s', (_what, evidence, more, problem) => {
    expect(problemsOf(evidence, more)).toEqual([expect.stringContaining(problem)]);
  });

  it('does not fail for what could not be looked at, nor for what is not demanded', () => {
    expect(problemsOf({ artifact: 'unknown' })).toEqual([]);
    expect(
      problemsOf({ artifact: 'absent', log: ['hyperparameters: {}'] }, { artifact: false, echo: 'ignored' }),
    ).toEqual([]);
  });
});
