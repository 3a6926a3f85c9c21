import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOf, GradientBoosting } from './gradient-boosting';

let container: GradientBoosting;
let digits: string;

beforeAll(async () => {
  container = await GradientBoosting.ready();
  digits = await container.digits();
}, 300_000);
afterAll(() => container.remove());

const metric = (stdout: string, name: string): number =>
  Number(new RegExp(`^${name}=(\\S+)$`, 'm').exec(stdout)?.[1]);

/** A base folder whose channels are those of the digits. */
function digitsBase(
  name: string,
  hyperparameters: Record<string, string>,
  channels = ['train', 'validation'],
): string {
  const base = container.base(name, { hyperparameters });
  for (const channel of channels) symlinkSync(join(digits, channel), join(base, 'input/data', channel));
  return base;
}

const QUICK = { learning_rate: '0.2', max_iter: '40', max_leaf_nodes: '8' };

test('the image holds the programs and their requirements and none of what only development needs', () => {
  expect(readdirSync(container.program).sort()).toEqual([
    'channels.py',
    'hyperparameters.py',
    'metrics.py',
    'payloads.py',
    'requirements.txt',
    'sagemaker_paths.py',
    'serve',
    'train',
    'tree_ensemble.py',
  ]);
});

test('the Python tests of the container pass', async () => {
  const result = await container.unitTests();
  expect(result.stderr).toMatch(/\nOK\n$/);
  expect(result.exitCode).toBe(0);
});

test('the digits are split the same way every time, every digit in its share', async () => {
  const first = readFileSync(join(digits, 'test/test.csv'), 'utf8');
  await container.digits();
  expect(readFileSync(join(digits, 'test/test.csv'), 'utf8')).toBe(first);
  const lines = first.trim().split('\n');
  expect(lines).toHaveLength(360);
  expect(lines.every((line) => line.split(',').length === 65)).toBe(true);
});

test('training on the digits prints its metrics a line each and reaches 95 % on rows it never saw', async () => {
  const base = digitsBase('digits-run', { ...QUICK, _tuning_objective_metric: 'validation:accuracy' }, [
    'train',
    'validation',
    'test',
  ]);
  const result = await container.run('train', { base });
  expect(result.stderr).toBe('');
  expect(result.exitCode).toBe(0);
  for (const name of ['train:accuracy', 'validation:accuracy', 'validation:f1', 'validation:logloss']) {
    expect(metric(result.stdout, name)).toBeGreaterThan(0);
  }
  expect(metric(result.stdout, 'validation:accuracy')).toBeGreaterThan(0.95);
  expect(metric(result.stdout, 'test:accuracy')).toBeGreaterThan(0.95);
  expect(readdirSync(join(base, 'model')).sort()).toEqual(['metadata.json', 'model.npz']);
  const metadata = JSON.parse(readFileSync(join(base, 'model/metadata.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(metadata).toMatchObject({
    objective: 'classification',
    columns: 64,
    classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    rounds: 40,
    training_rows: 1078,
    versions: { 'scikit-learn': '1.7.2', numpy: '2.2.6' },
  });
  expect(existsSync(join(base, 'output/failure'))).toBe(false);
});

test('the same hyperparameters and seed give the same model to the byte', async () => {
  const hyperparameters = { ...QUICK, max_iter: '8', max_features: '0.4', seed: '7' };
  const [first, second] = [digitsBase('same-1', hyperparameters), digitsBase('same-2', hyperparameters)];
  await container.run('train', { base: first });
  await container.run('train', { base: second });
  expect(
    readFileSync(join(first, 'model/model.npz')).equals(readFileSync(join(second, 'model/model.npz'))),
  ).toBe(true);
});

test('without a validation channel part of the training rows is set aside', async () => {
  const base = digitsBase('no-validation', { ...QUICK, max_iter: '10', validation_fraction: '0.25' }, [
    'train',
  ]);
  const { stdout } = await container.run('train', { base });
  expect(stdout).toContain('classification: 808 training rows, 270 validation rows, 64 columns');
  expect(metric(stdout, 'validation:accuracy')).toBeGreaterThan(0.8);
});

test('early stopping watches the validation channel', async () => {
  const base = digitsBase('early', {
    max_iter: '400',
    learning_rate: '0.5',
    early_stopping: 'true',
    n_iter_no_change: '5',
  });
  const { exitCode } = await container.run('train', { base });
  expect(exitCode).toBe(0);
  const { rounds } = JSON.parse(readFileSync(join(base, 'model/metadata.json'), 'utf8')) as {
    rounds: number;
  };
  expect(rounds).toBeLessThan(400);
});

test('regression prints its errors', async () => {
  const rows = Array.from(
    { length: 400 },
    (_, at) => `${String(3 * (at % 20) + (at % 7))},${String(at % 20)},${String(at % 7)}`,
  );
  const base = container.base('regression', {
    hyperparameters: { objective: 'regression', min_samples_leaf: '5' },
    channels: { train: rows.join('\n') },
  });
  const { stdout, stderr } = await container.run('train', { base });
  expect(stderr).toBe('');
  expect(metric(stdout, 'validation:rmse')).toBeLessThan(2);
  // Six decimals would make small values tie.
  expect(stdout).toMatch(/^validation:rmse=0\.\d{8,}$/m);
  expect(metric(stdout, 'validation:r2')).toBeGreaterThan(0.9);
});

describe('a training that cannot work says why in output/failure', () => {
  const good = '0,1\n1,2\n0,1\n1,2\n0,3\n1,4\n';
  test.each([
    {
      why: 'a misspelt name would otherwise train with the default',
      hyperparameters: { lerning_rate: '0.1' },
      channels: { train: good },
      message: 'unknown hyperparameter "lerning_rate". Did you mean "learning_rate"?',
    },
    {
      why: 'out of range',
      hyperparameters: { learning_rate: '2' },
      channels: { train: good },
      message: 'hyperparameter learning_rate is "2", but must be a number above 0 and at most 1',
    },
    {
      why: 'no train channel',
      hyperparameters: {},
      channels: {},
      message: 'there is no channel named train',
    },
    {
      why: 'an empty channel',
      hyperparameters: {},
      channels: { train: '' },
      message: 'channel train holds no rows',
    },
    {
      why: 'a header line',
      hyperparameters: {},
      channels: { train: `label,x\n${good}` },
      message: 'train/rows.csv line 1 column 2: "x" is not a number (a header line?',
    },
    {
      why: 'nothing to tell apart',
      hyperparameters: {},
      channels: { train: '1,2\n1,3\n1,4\n' },
      message: 'only the label 1',
    },
    {
      why: 'channels of different width',
      hyperparameters: {},
      channels: { train: good, validation: '0,1,2\n' },
      message: 'channel validation has 2 columns besides the label, channel train has 1',
    },
    {
      why: 'a label never trained on',
      hyperparameters: {},
      channels: { train: good, validation: '5,1\n' },
      message: 'channel validation holds the label 5',
    },
    {
      why: 'words cannot be regressed',
      hyperparameters: { objective: 'regression' },
      channels: { train: 'a,1\nb,2\n' },
      message: 'objective is regression',
    },
  ])('$why', async ({ why, hyperparameters, channels, message }) => {
    const base = container.base(why.replace(/\W+/g, '-'), {
      hyperparameters,
      channels: channels,
    });
    const result = await container.run('train', { base });
    expect(result.exitCode).toBe(1);
    expect(readFileSync(join(base, 'output/failure'), 'utf8')).toContain(message);
    expect(result.stderr).toContain(message);
    expect(readdirSync(join(base, 'model'))).toEqual([]);
  });
});

test('SIGTERM in the middle of training ends it at once and leaves no half model', async () => {
  const base = digitsBase('stopped', { max_iter: '50000' });
  const child = container.start('train', { base });
  // The first line is printed when the data is read and training begins.
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(143);
  expect(readdirSync(join(base, 'model'))).toEqual([]);
  expect(existsSync(join(base, 'output/failure'))).toBe(false);
});

test('SIGTERM while a compiled module is being loaded is no failed training', async () => {
  const base = digitsBase('stopped-loading', QUICK);
  // Module initialisation in C turns whatever was raised in it into an ImportError: this stands for such a module.
  const modules = join(container.directory, 'modules');
  mkdirSync(join(modules, 'sklearn'), { recursive: true });
  writeFileSync(
    join(modules, 'sklearn/__init__.py'),
    [
      'import os, signal',
      'try:',
      '    os.kill(os.getpid(), signal.SIGTERM)',
      'except BaseException:',
      '    raise ImportError("initialization failed")',
    ].join('\n'),
  );
  const child = container.start('train', { base, env: { PYTHONPATH: modules } });
  expect(await exitOf(child)).toBe(143);
  expect(existsSync(join(base, 'output/failure'))).toBe(false);
});

test('a small data set is trained on one thread, however many cores it is told of', async () => {
  const base = digitsBase('threads', { ...QUICK, max_iter: '2' });
  const { stdout } = await container.run('train', { base });
  expect(stdout).toContain('64 columns, 1 thread\n');
});
