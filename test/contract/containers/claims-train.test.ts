import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { mergeTuned } from '../../../modules/configuration';
import type { Mapping } from '../../../modules/configuration';
import { readPng } from '../../support/read-png';
import { Claims, QUICK } from './claims';

let claims: Claims;

beforeAll(async () => {
  claims = await Claims.ready();
}, 300_000);
afterAll(() => claims.remove());

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Every metric that was printed, and every file that was written, by its name. */
function results(stdout: string, model: string, output: string): Record<string, string> {
  const metrics = [...stdout.matchAll(/^(\w+:\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const files = [model, output].flatMap((folder) =>
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
  return Object.fromEntries([...metrics, ...files]) as Record<string, string>;
}

test('the image holds the programs and their requirements and none of what only development needs', () => {
  expect(readdirSync(claims.program).sort()).toEqual([
    'calibration.py',
    'comparison_plot.py',
    'configuration.py',
    'payloads.py',
    'policies.py',
    'requirements.txt',
    'sagemaker_paths.py',
    'serve',
    'settings.py',
    'train',
    'tree_ensemble.py',
  ]);
});

test('the Python tests of the container pass', async () => {
  const result = await claims.unitTests();
  expect(result.stderr).toMatch(/\nOK\n$/);
});

test('a run without SageMaker and one by its convention give the same model, metrics and output to the byte', async () => {
  const document = claims.document(...QUICK);
  const tuned = { 'model.max_leaf_nodes': '7', 'model.learning_rate': '0.3' };
  const base = claims.trainingBase('as-job', document, tuned);
  const job = await claims.run('train', { base });
  expect(job.stderr).toBe('');

  const file = join(claims.directory, 'alone.json');
  writeFileSync(file, document);
  const output = join(claims.directory, 'alone');
  const pairs = Object.entries(tuned).map(([name, value]) => `${name}=${value}`);
  const args = ['--config', file, '--data', claims.portfolio, '--output', output, ...pairs];
  const alone = await claims.run('train', { args });
  expect(alone.stderr).toBe('');

  const expected = results(job.stdout, join(base, 'model'), join(base, 'output/data'));
  expect(results(alone.stdout, join(output, 'model'), join(output, 'data'))).toEqual(expected);
  expect(Object.keys(expected).sort()).toEqual([
    'calibration.json',
    'comparison.png',
    'configuration.json',
    'metadata.json',
    'metrics.json',
    'model.npz',
    'train:deviance_explained',
    'train:mae',
    'train:mse',
    'train:poisson_deviance',
    'validation:deviance_explained',
    'validation:mae',
    'validation:mse',
    'validation:poisson_deviance',
  ]);
});

test('the output has the configuration of the run, tuned values with what they replaced, and a calibrated plot', async () => {
  const base = claims.trainingBase('output', claims.document(...QUICK), { 'model.max_leaf_nodes': '4' });
  const { stdout } = await claims.run('train', { base });
  const output = join(base, 'output/data');
  expect(json(join(output, 'configuration.json'))).toMatchObject({
    values: { seed: 1, model: { max_iter: 12, max_leaf_nodes: 4, loss: 'poisson' } },
    provenance: {
      'model.max_leaf_nodes': {
        layer: 'tuned',
        source: 'hyperparameter model.max_leaf_nodes',
        replaced: [{ layer: 'group', source: 'model/poisson.yaml', value: 16 }],
      },
      'model.max_iter': { layer: 'static', source: 'model.max_iter=12' },
      seed: { layer: 'defaults', source: 'config.yaml' },
    },
  });
  const groups = json(join(output, 'calibration.json')) as { predicted: number; observed: number }[];
  expect(groups).toHaveLength(5);
  const plot = readPng(readFileSync(join(output, 'comparison.png')));
  expect(plot).toMatchObject({ width: 1200, height: 800 });
  // White, and the two curves.
  for (const colour of ['ffffff', '1f77b4', 'd62728']) expect(plot.colours.get(colour)).toBeGreaterThan(200);
  expect(stdout).toMatch(/^validation:poisson_deviance=0\.\d{8,}$/m);
  expect(stdout).toContain('"model.max_leaf_nodes": 4');
});

test('the seed decides the model: the same gives the same, another gives another', async () => {
  const model = async (name: string, seed: string): Promise<string> => {
    const base = claims.trainingBase(name, claims.document(...QUICK), { seed });
    await claims.run('train', { base });
    return readFileSync(join(base, 'model/model.npz')).toString('base64');
  };
  const first = await model('seed-1', '8');
  expect(await model('seed-2', '8')).toBe(first);
  expect(await model('seed-3', '9')).not.toBe(first);
});

describe('a training that cannot work says why in output/failure', () => {
  const none = (): string => claims.document();
  it.each<[string, () => string, Record<string, string>, string]>([
    [
      'a tuned name that is no key',
      none,
      { max_leaf_nodes: '4' },
      "Hyperparameter 'max_leaf_nodes' is no key of the configuration",
    ],
    [
      'a tuned value of another type',
      none,
      { 'model.max_iter': 'many' },
      "Hyperparameter 'model.max_iter' is 'many'",
    ],
    [
      'a tuned value out of bounds',
      none,
      { 'model.learning_rate': '2' },
      "'model.learning_rate' is 2, but must be a number above 0 and at most 1",
    ],
    [
      'a key that nothing reads',
      () => claims.document('+model.max_leafs=4'),
      {},
      "does not read 'model.max_leafs'. Did you mean 'model.max_leaf_nodes'?",
    ],
    ['a group left out', () => claims.document('~evaluation'), {}, "'evaluation.bins' is missing"],
    ['another document', () => '{"format": "x"}', {}, "is of format 'x' version None"],
  ])('%s', async (name, document, hyperparameters, message) => {
    const base = claims.trainingBase(name.replaceAll(' ', '-'), document(), hyperparameters);
    const result = await claims.run('train', { base });
    expect(result.exitCode).toBe(1);
    expect(readFileSync(join(base, 'output/failure'), 'utf8')).toContain(message);
    expect(readdirSync(join(base, 'model'))).toEqual([]);
  });

  it('no configuration', async () => {
    const base = claims.base('nothing');
    expect((await claims.run('train', { base })).exitCode).toBe(1);
    expect(readFileSync(join(base, 'output/failure'), 'utf8')).toContain(
      'in the channel named configuration',
    );
  });

  it.each([
    [['--data', 'x'], '--data, --output and key=value need --config'],
    [['--config', 'x', '--data', 'x'], '--config needs --data and --output'],
    [['--config', 'x', '--data', 'x', '--output', 'x', 'seed'], "'seed' is not key=value"],
    [['--config', 'x', '--data', 'x', '--output', 'x', 'seed=1', 'seed=2'], 'seed is given twice'],
  ])('arguments %p', async (args, message) => {
    const result = await claims.run('train', { args });
    expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) as string });
    expect(existsSync('x')).toBe(false);
  });
});

test('the program merges tuned values exactly as the resolver does', async () => {
  const cases = fc.sample(fc.tuple(VALUES, TUNED), { numRuns: 3000, seed: 11 });
  const input = join(claims.directory, 'cases.json');
  const output = join(claims.directory, 'merged.json');
  writeFileSync(input, JSON.stringify(cases));
  const program = join(claims.directory, 'merge.py');
  writeFileSync(program, MERGE);
  const { stderr } = await claims.run(claims.interpreter, { args: [program, claims.program, input, output] });
  expect(stderr).toBe('');
  const theirs = json(output) as (Mapping | null)[];
  const ours = cases.map(([values, tuned]) => {
    try {
      return mergeTuned(values, tuned);
    } catch {
      return null;
    }
  });
  // Through JSON, which has one zero.
  expect(theirs).toEqual(JSON.parse(JSON.stringify(ours)));
  const accepted = ours.filter((merged) => merged !== null).length;
  expect(accepted).toBeGreaterThan(300);
  expect(accepted).toBeLessThan(2700);
});

const LEAVES = fc.constantFrom(0, 3, 0.5, true, 'word', '', null, [1], ['a', 0.25]);
const VALUES = fc.record({
  a: LEAVES,
  b: fc.record({ c: LEAVES, d: fc.record({ e: LEAVES }) }),
}) as fc.Arbitrary<Mapping>;
const TEXT = fc.oneof(
  { weight: 3, arbitrary: fc.oneof(fc.integer(), fc.double()).map(String) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'true',
      'false',
      'null',
      ' 7\n',
      '+.5',
      '5.',
      '1e3',
      '1e999',
      '-0',
      '0x10',
      '1_0',
      '٣',
      'NaN',
      '',
      '"q"',
      '"',
      'True',
      '\u00a07',
      '\ufeff1',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '[]',
      '[1, 2.50, "x"]',
      '[1e999]',
      '[NaN]',
      '[9007199254740993]',
      '[-0.0]',
      '[1',
      '{"a": 1}',
      '[[true], null]',
      '\ufeff[]',
    ),
  },
  { weight: 1, arbitrary: fc.string() },
);
/** Mostly one name at a time, so that a merge that is rejected says something about that name. */
const TUNED = fc.dictionary(
  fc.constantFrom('a', 'b.c', 'b.d.e', 'b', 'x', 'b.x', 'a.c', '_tuning_objective_metric', 'sagemaker_x'),
  TEXT,
  { maxKeys: 2 },
);

const MERGE = `
import json, sys
sys.path.insert(0, sys.argv[1])
from configuration import BadConfiguration, merge_tuned

def merged(values, tuned):
    try:
        return merge_tuned(values, tuned)
    except BadConfiguration:
        return None

cases = json.load(open(sys.argv[2], encoding="utf-8"))
json.dump([merged(*case) for case in cases], open(sys.argv[3], "w", encoding="utf-8"), allow_nan=False)
`;
