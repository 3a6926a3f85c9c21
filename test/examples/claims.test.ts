import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveConfiguration } from '../../modules/configuration';
import { systemClock } from '../../modules/kernel';
import { pythonEnvironment } from '../../modules/local-cloud/runners/process/python-environment';
import { readPng } from '../support/read-png';
import { metricOf, PlayedExample } from './played-example';

const OVERRIDES = ['model.max_iter=30', 'model.min_samples_leaf=200'];
const TUNED = 'model.max_leaf_nodes';

// One story in order: each test continues where the one before left the project.
let claims: PlayedExample;

beforeAll(async () => {
  claims = await PlayedExample.create('claims', {
    TUNEFORM_TRIALS: '4',
    TUNEFORM_OVERRIDES: OVERRIDES.join(' '),
    TUNEFORM_SWEEP: 'model.loss=poisson,squared_error',
  });
});

afterAll(async () => {
  await claims.project.remove();
});

const folderOf = (...path: readonly string[]): string => join(claims.project.folder, ...path);
const json = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Every file of some folders, by its name. */
const filesOf = (...folders: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
    ),
  );

/** The interpreter with the image's packages. */
async function python(): Promise<string> {
  const requirements = folderOf('containers/claims/requirements.txt');
  const context = { clock: systemClock, signal: new AbortController().signal, report: () => undefined };
  return join(await pythonEnvironment(requirements, context), 'bin/python3');
}

/** Predictions from the artifact's numbers alone, one tree and one node after the other. It reads no code of the image. */
const RECOMPUTE = `
import csv, json, math, sys
import numpy
with numpy.load(sys.argv[1] + "/model.npz", allow_pickle=False) as saved:
    model = {name: saved[name].tolist() for name in saved.files}
words = json.load(open(sys.argv[1] + "/metadata.json"))["categories"]
order = "Area VehPower VehAge DrivAge BonusMalus VehBrand VehGas Density Region".split()
for row in csv.DictReader(open(sys.argv[2])):
    values = [words[name].index(row[name]) if name in words else float(row[name]) for name in order]
    total = model["baseline"][0]
    for trees in model["roots"]:
        node = trees[0]
        while model["left"][node] != node:
            left = values[model["feature"][node]] <= model["threshold"][node]
            node = model["left" if left else "right"][node]
        total += model["value"][node]
    print(repr(math.exp(total)))
`;

describe('npm run example claims', () => {
  it('searches over one dotted name and serves the winner, which explains held-out policies', async () => {
    const output = await claims.run('--keep');
    expect(output).toMatch(/✔ of 10000 held-out policies the model explains \d+\.\d %/);
    expect(output).not.toMatch(/Error|SMOKE_REQUEST_FAILED/);
    const jobs = await claims.trainingJobs();
    expect(jobs.map(({ TrainingJobStatus }) => TrainingJobStatus)).toEqual(Array(4).fill('Completed'));
    const searched = jobs.map(({ HyperParameters }) => Number(HyperParameters?.[TUNED]));
    expect(new Set(searched).size).toBe(4);
    for (const value of searched) expect(value >= 10 && value <= 200).toBe(true);
  });

  it('elects the least absolute error, and shows what that hides: another job is closer to the claims', async () => {
    const jobs = await claims.trainingJobs();
    const least = (metric: string): number => Math.min(...jobs.map((job) => metricOf(job, metric)));
    const champion = await claims.champion();
    expect(metricOf(champion, 'validation:mae')).toBe(least('validation:mae'));
    expect(metricOf(champion, 'validation:poisson_deviance')).toBeGreaterThan(
      least('validation:poisson_deviance'),
    );
  });

  it('answers what the artifact’s numbers amount to', async () => {
    const folder = await claims.artifact(await claims.champion());
    const lines = readFileSync(folderOf('.tuneform/data/claims/test/policies.csv'), 'utf8').split('\n');
    const few = folderOf('.tuneform/few.csv');
    writeFileSync(few, lines.slice(0, 201).join('\n'));
    const said = execFileSync(await python(), ['-c', RECOMPUTE, folder, few], { encoding: 'utf8' });
    const expected = said.trim().split('\n').map(Number);
    const rows = lines.slice(1, 201).map((line) => line.split(','));
    // Without number, claims and exposure.
    const body = rows
      .map(([, , , area, power, age, driver, malus, brand, gas, density, region]) =>
        [area, power, age, driver, malus, brand, gas, density, region].join(','),
      )
      .join('\n');
    const answered = (await claims.invoke(body)).trim().split('\n').map(Number);
    expect(answered).toHaveLength(200);
    for (const [index, value] of answered.entries()) expect(value).toBeCloseTo(expected[index]!, 12);
  });

  it('keeps the configuration of each run in S3, tuned value included, with a hash that its search is tagged with', async () => {
    const champion = await claims.champion();
    const { hash } = resolveConfiguration({
      folder: 'containers/claims/configuration',
      base: claims.project.folder,
      overrides: OVERRIDES,
    });
    const tuned = Number(champion.HyperParameters?.[TUNED]);
    const kept = {
      hash,
      values: { model: { max_iter: 30, max_leaf_nodes: tuned } },
      provenance: { [TUNED]: { layer: 'tuned', replaced: [{ layer: 'group', value: 16 }] } },
    };
    expect(json(await claims.output(champion), 'configuration.json')).toMatchObject(kept);
    expect(json(await claims.artifact(champion), 'metadata.json')).toMatchObject({ configuration: kept });
    const channel = champion.InputDataConfig?.find(({ ChannelName }) => ChannelName === 'configuration');
    const uri = channel?.DataSource?.S3DataSource?.S3Uri ?? '';
    expect(uri).toContain(hash.slice(0, 16));
    const delivered = Buffer.from(await claims.object(`${uri.replace(/\/$/, '')}/configuration.json`));
    expect(JSON.parse(delivered.toString())).toMatchObject({
      hash,
      values: { model: { max_leaf_nodes: 16 } },
    });
    expect(await claims.tags(champion)).toMatchObject({ configuration: hash.slice(0, 16) });
  });

  it('draws predicted and observed frequencies', async () => {
    const plot = readPng(readFileSync(join(await claims.output(await claims.champion()), 'comparison.png')));
    expect(plot).toMatchObject({ width: 1200, height: 800 });
    for (const colour of ['ffffff', '1f77b4', 'd62728']) {
      expect(plot.colours.get(colour)).toBeGreaterThan(200);
    }
  });

  it('gives the same bytes as a trial, as a training job, and without SageMaker', async () => {
    const trial = await claims.champion();
    const tuned = { [TUNED]: trial.HyperParameters?.[TUNED] ?? '' };
    const expected = filesOf(await claims.artifact(trial), await claims.output(trial));
    expect(Object.keys(expected)).toEqual(expect.arrayContaining(['model.npz', 'metrics.json']));

    const job = await claims.train(trial, tuned);
    expect(job.TrainingJobStatus).toBe('Completed');
    expect(filesOf(await claims.artifact(job), await claims.output(job))).toEqual(expected);

    const argv = ['configuration', 'resolve', 'containers/claims/configuration', ...OVERRIDES];
    writeFileSync(folderOf('configuration.json'), (await claims.project.tuneform(...argv)).output);
    const program = ['-B', 'containers/claims/train', '--config', 'configuration.json'];
    const rest = ['--data', '.tuneform/data/claims/train', '--output', 'alone', `${TUNED}=${tuned[TUNED]}`];
    execFileSync(await python(), [...program, ...rest], { cwd: claims.project.folder });
    expect(filesOf(folderOf('alone/model'), folderOf('alone/data'))).toEqual(expected);
  });

  it('has one more experiment for each value of a sweep, each with its own configuration', async () => {
    const poisson = await claims.champion('claims-loss-poisson');
    const squared = await claims.champion('claims-loss-squared-error');
    const loss = async (job: typeof poisson): Promise<unknown> =>
      json(await claims.output(job), 'configuration.json');
    expect(await loss(poisson)).toMatchObject({ values: { model: { loss: 'poisson' } } });
    expect(await loss(squared)).toMatchObject({ values: { model: { loss: 'squared_error' } } });
    // The same seed and the same values, so the same search: the sweep's first is the example's own.
    const champion = await claims.champion();
    expect(metricOf(poisson, 'validation:mae')).toBe(metricOf(champion, 'validation:mae'));
    expect(metricOf(squared, 'validation:mae')).not.toBe(metricOf(champion, 'validation:mae'));
  });

  it('says what is wrong with a training job in the program’s own words', async () => {
    const failed = await claims.train(await claims.champion(), { 'model.max_leaf_node': '9' }, 'misspelt');
    expect(failed.TrainingJobStatus).toBe('Failed');
    expect(failed.FailureReason).toContain(
      "'model.max_leaf_node' is no key of the configuration. Did you mean 'model.max_leaf_nodes'?",
    );
  });

  it('is taken down without a trace', async () => {
    const destroyed = await claims.run('--destroy');
    expect(destroyed).toContain('no endpoint, no model and no running job is left');
    expect(claims.project.processes()).toEqual([]);
    expect(existsSync(folderOf('.tuneform/local-cloud/server.json'))).toBe(false);
  });
});
