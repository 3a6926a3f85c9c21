import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricOf, PlayedExample } from './played-example';
import { probabilitiesOf } from './xgboost-trees';

// One story in order: each test continues where the one before left the project.
let airline: PlayedExample;

beforeAll(async () => {
  airline = await PlayedExample.create('airline');
});

afterAll(async () => {
  await airline.project.remove();
});

interface Metadata {
  readonly fold_scores: readonly number[];
  readonly final_score: number;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
}

const JSON_TYPE = 'application/json';
const heldOut = (): { rows: number[][]; late: number[] } =>
  JSON.parse(
    readFileSync(join(airline.project.folder, '.tuneform/data/airline/test/held-out.json'), 'utf8'),
  ) as { rows: number[][]; late: number[] };

describe('npm run example airline', () => {
  it('proves the container, searches with six jobs on spot instances, and serves the winner, which beats a guess', async () => {
    const output = await airline.run('--keep');
    expect(output).toMatch(/✔ right about \d\d\.\d % of 300 held-out flights; always “punctual”: \d\d\.\d %/);
    expect(output).toContain('recommended for the whole year: ml.m5.4xlarge');
    expect(output).not.toMatch(/Error|SMOKE_REQUEST_FAILED|OBJECTIVE_FLAT/);
    const jobs = await airline.trainingJobs();
    expect(jobs.map((job) => [job.TrainingJobStatus, job.EnableManagedSpotTraining])).toEqual(
      Array(6).fill(['Completed', true]),
    );
  });

  it('elects the job whose mean over the folds is best, and its model says what it was trained with', async () => {
    const jobs = await airline.trainingJobs();
    const champion = await airline.champion();
    const scores = jobs.map((job) => metricOf(job, 'final-score'));
    expect(new Set(scores).size).toBeGreaterThan(1);
    expect(metricOf(champion, 'final-score')).toBe(Math.max(...scores));
    const folder = await airline.artifact(champion);
    const saved = JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')) as Metadata;
    expect(saved.fold_scores).toHaveLength(3);
    const mean = saved.fold_scores.reduce((sum, score) => sum + score, 0) / 3;
    expect(metricOf(champion, 'final-score')).toBeCloseTo(mean, 6);
    for (const name of ['max_depth', 'num_boost_round', 'max_features']) {
      expect(saved.hyperparameters[name]).toBeCloseTo(Number(champion.HyperParameters?.[name]), 9);
    }
  });

  it('answers what the artifact’s numbers amount to', async () => {
    const folder = await airline.artifact(await airline.champion());
    const { rows } = heldOut();
    const expected = probabilitiesOf(join(folder, 'model.json'), rows);
    const answered = JSON.parse(await airline.invoke(JSON.stringify(rows), JSON_TYPE, JSON_TYPE)) as {
      late: number;
      probability: number;
    }[];
    expect(answered).toHaveLength(300);
    for (const [index, { late, probability }] of answered.entries()) {
      expect(probability).toBeCloseTo(expected[index]!, 5);
      expect(late).toBe(probability >= 0.5 ? 1 : 0);
    }
  });

  it('says what is wrong with a request, and with a training job, in its own words', async () => {
    const ask = (body: string, type = JSON_TYPE): Promise<string> => airline.invoke(body, type, JSON_TYPE);
    await expect(ask('[[1, 2]]')).rejects.toThrow('row 1 has 2 values, but needs 13');
    await expect(ask('1,2', 'text/csv')).rejects.toThrow('is not served; send application/json');
    const champion = await airline.champion();
    const unused = await airline.train(champion, { n_estimators: '100' }, 'unused');
    expect(unused.FailureReason).toContain('hyperparameter n_estimators has no effect on xgboost');
    const gpu = await airline.train(champion, { compute: 'multi-gpu' }, 'no-gpu');
    expect(gpu.TrainingJobStatus).toBe('Failed');
    expect(gpu.FailureReason).toContain('compute is multi-gpu, which needs a GPU of NVIDIA on this machine');
  });

  it('goes on after the last whole fold when a spot instance is taken away, to the same score', async () => {
    // Enough work for the loss to come in its midst, on a quick machine as well.
    const settings = { cv_folds: '12', num_boost_round: '200', max_depth: '6' };
    const job = await airline.champion();
    const interrupted = await airline.train(job, settings, 'interrupted', async () => {
      await airline.untilKept('interrupted', 'folds.json');
      const run = await airline.project.tuneform('local', 'interrupt', 'interrupted');
      if (run.code !== 0) throw new Error(run.output);
    });
    expect(interrupted.TrainingJobStatus).toBe('Completed');
    const log = (await airline.project.tuneform('logs', 'interrupted')).output;
    expect(log).toMatch(/restored ([1-9]|1[01]) of 12 folds from the checkpoint/);
    // Each fold is done once, by one of the two instances.
    const folds = [...log.matchAll(/fold (\d+) of 12 done/g)].map(([, fold]) => Number(fold));
    expect(folds).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    const undisturbed = await airline.train(job, settings, 'undisturbed');
    expect(metricOf(interrupted, 'final-score')).toBe(metricOf(undisturbed, 'final-score'));
  });

  it('is taken down without a trace', async () => {
    const destroyed = await airline.run('--destroy');
    expect(destroyed).toContain('no endpoint, no model and no running job is left');
    expect(airline.project.processes()).toEqual([]);
    expect(existsSync(join(airline.project.folder, '.tuneform/local-cloud/server.json'))).toBe(false);
  });
});
