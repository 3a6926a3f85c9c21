import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricOf, PlayedExample } from './played-example';

// The original's search, whose hyperparameters never reached the model. One story in order, in one project.
let airline: PlayedExample;

beforeAll(async () => {
  airline = await PlayedExample.create('airline');
});

afterAll(async () => {
  await airline.project.remove();
});

const READ = 'settings = read_hyperparameters(paths.HYPERPARAMETERS)';
const ECHO = 'print(f"hyperparameters: {json.dumps(settings)}", flush=True)';
/** What the program makes of no hyperparameters at all: its defaults. */
const FORGET = 'settings = read_hyperparameters(paths.HYPERPARAMETERS.with_name("none.json"))';

/** What is said of a search as soon as it is there. */
const LAUNCHED = 'launched: up to 6 trials';

/** Replaces lines of the image's program. */
function edit(...changes: readonly (readonly [string, string])[]): void {
  const file = join(airline.project.folder, 'containers/airline/training.py');
  const text = changes.reduce(
    (before, [line, other]) => {
      if (!before.includes(line)) throw new Error(`training.py has no line ${line}`);
      return before.replace(line, other);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}

describe('a container that ignores its hyperparameters', () => {
  it('is caught by the smoke run, so that no job of the search starts', async () => {
    edit([READ, FORGET]);
    const run = await airline.project.example('airline', '--keep');
    expect(run.code).not.toBe(0);
    expect(run.output.replace(/\s+/g, ' ')).toContain(
      'Hyperparameter max_depth was given as 8, but the container used 5.',
    );
    expect(run.output).not.toContain(LAUNCHED);
  });

  it('is caught too if it says nothing about them, as the original', async () => {
    edit([ECHO, 'pass']);
    const run = await airline.project.example('airline', '--keep');
    expect(run.code).not.toBe(0);
    expect(run.output.replace(/\s+/g, ' ')).toContain('It did not print the hyperparameters it used');
    expect(run.output).not.toContain(LAUNCHED);
  });

  it('which lies about them gets a winner among equals, as the original, and a warning that the objective is flat', async () => {
    edit([FORGET, READ], ['    pass\n', `    ${ECHO}\n    ${FORGET}\n`]);
    const output = await airline.run('--keep');
    expect(output).toContain(LAUNCHED);
    const jobs = await airline.trainingJobs();
    expect(jobs).toHaveLength(6);
    expect(new Set(jobs.map(({ HyperParameters }) => HyperParameters?.['num_boost_round'])).size).toBe(6);
    // One value, and a champion all the same.
    const values = new Set(jobs.map((job) => metricOf(job, 'final-score')));
    expect(values).toEqual(new Set([metricOf(await airline.champion(), 'final-score')]));
    expect(output).toContain('Objective Does Not Vary');
    expect(output).toContain('whatever their hyperparameters');
    const destroyed = await airline.run('--destroy');
    expect(destroyed).toContain('no endpoint, no model and no running job is left');
  });
});
