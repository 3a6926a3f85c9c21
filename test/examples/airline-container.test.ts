import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PackedContainer } from '../contract/containers/packed-container';
import type { Finished } from '../contract/containers/packed-container';
import { probabilitiesOf } from './xgboost-trees';

let container: PackedContainer;
let flights: string;

beforeAll(async () => {
  container = await new PackedContainer('airline').prepare();
  flights = join(container.directory, 'flights');
  await synthetic(flights, '--rows-factor', '0.0004');
});

afterAll(() => {
  container.remove();
});

async function synthetic(folder: string, ...options: string[]): Promise<Finished> {
  const made = await container.run(container.interpreter, {
    args: [join(container.folder, 'synthetic.py'), folder, ...options],
  });
  if (made.exitCode !== 0) throw new Error(made.stderr);
  return made;
}

/** A base folder with the flights as its only channel. */
function baseOf(name: string, hyperparameters: Record<string, string> = {}): string {
  const base = container.base(name, { hyperparameters });
  symlinkSync(join(flights, 'training'), join(base, 'input/data/training'));
  return base;
}

const train = (base: string): Promise<Finished> => container.run('train', { base });
const reason = (base: string): string => readFileSync(join(base, 'output/failure'), 'utf8');
const finalScore = ({ stdout }: Finished): number => Number(/final-score: (\S+);/.exec(stdout)?.[1]);
const metadata = (base: string): { fold_scores: number[]; rows: number } =>
  JSON.parse(readFileSync(join(base, 'model/metadata.json'), 'utf8')) as {
    fold_scores: number[];
    rows: number;
  };
const heldOut = (): { rows: number[][] } =>
  JSON.parse(readFileSync(join(flights, 'test/held-out.json'), 'utf8')) as { rows: number[][] };

/** Runs lines of Python with the image's modules and packages. */
function python(...lines: string[]): string {
  const args = ['-c', lines.join('\n')];
  const options = {
    cwd: container.program,
    encoding: 'utf8',
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  } as const;
  const { status, stdout, stderr } = spawnSync(container.interpreter, args, options);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** Processes that still have the environment of a program of this file (Linux). */
function startedHere(): readonly string[] {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/environ`, 'utf8').includes(
        `SAGEMAKER_BASE_DIR=${container.directory}`,
      );
    } catch {
      return false; // ended meanwhile, or another user's
    }
  });
}

const SMALL = { num_boost_round: '20', max_depth: '4' };

describe('training', () => {
  it('gives the same model for the same flights and settings, to the byte', async () => {
    const [one, other] = [baseOf('one', SMALL), baseOf('other', SMALL)];
    const runs = [await train(one), await train(other)];
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(runs[0]!.stdout).toBe(runs[1]!.stdout);
    for (const file of ['model.json', 'metadata.json']) {
      expect(readFileSync(join(one, 'model', file))).toEqual(readFileSync(join(other, 'model', file)));
    }
  });

  it('leaves out cancelled flights, and tests each of the others in exactly one fold', () => {
    const counts = python(
      'import glob, json, pandas',
      'from flights import FOLD, read_flights',
      `files = sorted(glob.glob(${JSON.stringify(join(flights, 'training', '*.parquet'))}))`,
      'read = [read_flights((at, file), pandas, 5, 0) for at, file in enumerate(files)]',
      'table = pandas.concat(read)',
      'raw = pandas.concat(map(pandas.read_parquet, files))',
      'sizes = table[FOLD].value_counts()',
      'print(json.dumps([len(raw.dropna()) == len(table) < len(raw), sorted(sizes.index.tolist()), int(sizes.max() - sizes.min()) <= len(files)]))',
    );
    expect(JSON.parse(counts)).toEqual([true, [0, 1, 2, 3, 4], true]);
  });

  it('trains a forest as XGBoost’s JSON, and each probability is a mean of shares', async () => {
    const base = baseOf('forest', {
      algorithm: 'random-forest',
      n_estimators: '25',
      max_depth: '8',
      max_features: '0.5',
    });
    expect((await train(base)).exitCode).toBe(0);
    expect(readdirSync(join(base, 'model')).sort()).toEqual(['metadata.json', 'model.json']);
    const answered = JSON.parse(
      python(
        'import json, pathlib, numpy',
        'from model import Model',
        `rows = json.load(open(${JSON.stringify(join(flights, 'test/held-out.json'))}))["rows"]`,
        `model = Model(pathlib.Path(${JSON.stringify(join(base, 'model'))}))`,
        'print(json.dumps(model.probabilities(numpy.array(rows, dtype="float32")).tolist()))',
      ),
    ) as number[];
    const expected = probabilitiesOf(join(base, 'model/model.json'), heldOut().rows);
    for (const [index, value] of answered.entries()) expect(value).toBeCloseTo(expected[index]!, 5);
    expect(Math.max(...answered)).toBeGreaterThan(0.9);
  });

  it('computes with several processes what it computes with one, up to sampling, and leaves none', async () => {
    // Without sampling of rows, which each worker would do for itself.
    const settings = { ...SMALL, subsample: '1' };
    const [one, several] = [
      baseOf('single', settings),
      baseOf('multi', { ...settings, compute: 'multi-cpu' }),
    ];
    const [first, second] = [await train(one), await train(several)];
    expect(second.stdout).toMatch(/12 files, \d+ workers? on CPU cores/);
    expect(metadata(several).rows).toBe(metadata(one).rows);
    expect(Math.abs(finalScore(second) - finalScore(first))).toBeLessThan(0.01);
    expect(startedHere()).toEqual([]);
  });

  it('reads files with other columns and kinds of numbers, as the published ones may be', async () => {
    const base = container.base('other-kinds', { hyperparameters: { ...SMALL, cv_folds: '2' } });
    const channel = join(base, 'input/data/training');
    mkdirSync(join(channel, '2019'), { recursive: true });
    python(
      'import pandas',
      `table = pandas.read_parquet(${JSON.stringify(join(flights, 'training/synthetic-2019-01.parquet'))}).dropna()`,
      'kinds = {"Year": "int16", "DepDel15": "float64", "ArrDel15": "int64", "Distance": "float64"}',
      'table = table.astype(kinds)[table.columns[::-1]].assign(Origin="ABC")',
      `table.to_parquet(${JSON.stringify(join(channel, '2019/part-0.parquet'))})`,
    );
    expect((await train(base)).exitCode).toBe(0);
    expect(metadata(base).fold_scores).toHaveLength(2);
  });

  it('starts from the first fold if the checkpoint is of other settings', async () => {
    const [first, next] = [
      baseOf('checkpoint', SMALL),
      baseOf('checkpoint-next', { ...SMALL, max_depth: '3' }),
    ];
    for (const base of [first, next]) mkdirSync(join(base, 'checkpoints'));
    await train(first);
    copyFileSync(join(first, 'checkpoints/folds.json'), join(next, 'checkpoints/folds.json'));
    const { stdout } = await train(next);
    expect(stdout).toContain(
      'the checkpoint is of other hyperparameters or data; starting from the first fold',
    );
    expect(stdout).toContain('fold 1 of 3 done');
  });
});

describe('what cannot be trained is told in the failure file', () => {
  const refused: readonly [string, Record<string, string>, string][] = [
    [
      'a misspelt hyperparameter',
      { max_dept: '3' },
      'unknown hyperparameter "max_dept". Did you mean "max_depth"?',
    ],
    [
      'one of the other algorithm',
      { algorithm: 'random-forest', gamma: '1' },
      'hyperparameter gamma has no effect on random-forest',
    ],
    [
      'a value out of bounds',
      { cv_folds: '1' },
      'hyperparameter cv_folds is "1", but must be a whole number from 2 to 20',
    ],
    ['an unknown compute', { compute: 'tpu' }, 'must be one of single-cpu, multi-cpu, single-gpu, multi-gpu'],
  ];
  it.each(refused)('%s', async (name, hyperparameters, words) => {
    const base = baseOf(name, hyperparameters);
    expect((await train(base)).exitCode).toBe(1);
    expect(reason(base)).toContain(words);
    expect(existsSync(join(base, 'model/model.json'))).toBe(false);
  });

  it.each(['single-gpu', 'multi-gpu'])('%s, where there is none of what it needs', async (compute) => {
    const base = baseOf(compute, { compute });
    expect((await train(base)).exitCode).toBe(1);
    expect(reason(base)).toContain(`compute is ${compute}, which needs a GPU of NVIDIA on this machine`);
    expect(reason(base)).toContain('the package cudf');
  });

  it('several instances, each of which would do all of the work', async () => {
    const base = baseOf('hosts', SMALL);
    writeFileSync(join(base, 'input/config/resourceconfig.json'), '{"hosts": ["algo-1", "algo-2"]}');
    expect((await train(base)).exitCode).toBe(1);
    expect(reason(base)).toContain('the job has 2 instances, and each would do all of the work');
  });

  it('a file without the columns, one that is no Parquet, and a channel without files', async () => {
    const text = container.base('text');
    mkdirSync(join(text, 'input/data/training'));
    await train(text);
    expect(reason(text)).toBe('channel training holds no file that ends in .parquet');
    writeFileSync(join(text, 'input/data/training/flights.parquet'), 'Year,Month\n');
    await train(text);
    expect(reason(text)).toContain('flights.parquet is not a Parquet file');
    python(
      'import pandas',
      `pandas.DataFrame({"Year": [1]}).to_parquet(${JSON.stringify(join(text, 'input/data/training/flights.parquet'))})`,
    );
    await train(text);
    expect(reason(text)).toContain('flights.parquet lacks the columns Quarter, Month');
  });
});

test('made-up flights say what they are, are the same for the same seed, and as many as the size says', async () => {
  const again = join(container.directory, 'again');
  await synthetic(again, '--rows-factor', '0.0004');
  const file = 'training/synthetic-2019-07.parquet';
  expect(readFileSync(join(again, file))).toEqual(readFileSync(join(flights, file)));
  expect(
    python(
      'import pyarrow.parquet',
      `print(pyarrow.parquet.read_schema(${JSON.stringify(join(again, file))}).metadata[b"origin"].decode())`,
    ),
  ).toContain('synthetic');
  const years = await synthetic(
    join(container.directory, 'years'),
    '--size',
    '10_year',
    '--rows-factor',
    '0.00002',
  );
  expect(years.stdout).toBe('1200 made-up flights in 120 files\n');
});
