import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './demo-project';
import { DemoProject } from './demo-project';

// One story in order: each test continues where the one before left the project.
jest.setTimeout(600_000);

const TRIALS = 6;
let project: DemoProject;

beforeAll(async () => {
  project = await DemoProject.create({ TUNEFORM_TRIALS: String(TRIALS) });
});

afterAll(async () => {
  await project.remove();
});

function expectCode(run: Run, code: number): void {
  // The output tells what went wrong; a bare number does not.
  if (run.code !== code) {
    throw new Error(`exit code ${String(run.code)} instead of ${String(code)}:\n${run.output}`);
  }
}

async function json<T>(...argv: readonly string[]): Promise<T> {
  const run = await project.tuneform(...argv, '--json');
  expectCode(run, 0);
  return JSON.parse(run.output) as T;
}

describe('npm run demo', () => {
  it('names everything that is missing, a line each, before it starts anything', async () => {
    const run = await project.bareDemo();
    expectCode(run, 1);
    expect(run.output).toMatch(
      /Prerequisites Are Missing\nPython was not found.*\nNeither Terraform nor OpenTofu/,
    );
    expect(project.processes()).toEqual([]);
  });

  it('interrupted while the foundation is deployed, ends with 130 and leaves no process', async () => {
    const run = await project.demo([], /\$ cdktf deploy foundation/);
    expectCode(run, 130);
    expect(run.output).toContain('INTERRUPTED');
    expect(project.processes()).toEqual([]);
  });

  it('continues when run again; interrupted during the search, ends with 130 and leaves no process', async () => {
    const run = await project.demo([], /trial +2\/6 started/);
    expectCode(run, 130);
    expect(run.output).toContain('launched: up to 6 trials');
    expect(project.processes()).toEqual([]);
  });

  it('continues the same search when run again, serves the winner, and proves what it says', async () => {
    const run = await project.demo(['--keep']);
    expectCode(run, 0);
    // The local cloud goes on with the search as soon as it runs, perhaps before Terraform asks.
    expect(run.output).toMatch(/search completed|of an earlier run has ended/);
    expect(run.output).toMatch(/accuracy 9[5-9]\.\d % \(at least 95 % promised\)|accuracy 100\.0 %/);
    expect(run.output).toContain('both stacks: no changes');
    expect(run.output).toMatch(/action = "launch: the experiment is new" -> "extend: .*learning_rate/);
    expect(run.output).toMatch(/Extension of digits: up to 6 jobs, at most \$/);
    expect(run.output.match(/request log: \d+ calls, 0 of them change anything/g)).toHaveLength(2);
    // One process of the AWS provider has served all of it.
    const said = readFileSync(join(project.folder, '.tuneform/demo/aws-provider.log'), 'utf8');
    expect(said).toMatch(/TF_REATTACH_PROVIDERS=.*hashicorp\/aws/);
  });

  it('has paid for one search only, whatever was interrupted', async () => {
    const shown = await json<{ generations: { counters: { completed: number } }[] }>('show', 'digits');
    expect(shown.generations).toHaveLength(1);
    const trials = await json<{ status: string }[]>('trials', 'digits');
    expect(trials.length).toBeLessThanOrEqual(TRIALS + 2);
    const requests = await json<{ operation: string; status: number }[]>('local', 'requests', '--mutating');
    const launches = requests.filter(({ operation }) => operation === 'CreateHyperParameterTuningJob');
    expect(launches.map(({ status }) => status)).toEqual([200]);
  });

  it('kept up, answers the commands it printed', async () => {
    const trials = await json<{ rank?: number; objectiveValue?: number }[]>(
      'trials',
      'digits',
      '--limit',
      '2',
    );
    expect(trials.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(trials[0]!.objectiveValue).toBeGreaterThanOrEqual(trials[1]!.objectiveValue!);
    const shown = await json<{ best: { modelDataUrl: string } }>('show', 'digits');
    expect(shown.best.modelDataUrl).toMatch(/^s3:\/\/.*model\.tar\.gz$/);
    const blank = Array.from({ length: 64 }, () => '0').join(',');
    const answer = await json<{ answer: unknown }>(
      'invoke',
      'digits',
      '--body',
      blank,
      '--accept',
      'text/csv',
    );
    expect(String(answer.answer)).toMatch(/^\d\s*$/);
    const card = await project.tuneform('show', 'digits');
    expect(card.output).toMatch(/status +Completed, \d+ of 6 completed/);
  });

  it('says clearly what cannot be found', async () => {
    const experiment = await project.tuneform('show', 'digitz');
    expect([experiment.code, experiment.output]).toEqual([3, expect.stringContaining('begin with: digits')]);
    const endpoint = await project.tuneform('invoke', 'digitz', '--body', '1');
    expect([endpoint.code, endpoint.output]).toEqual([
      3,
      expect.stringContaining('Endpoint "digitz" does not exist'),
    ]);
  });

  it('destroys everything, leaves nothing running, and may be destroyed twice', async () => {
    const run = await project.demo(['--destroy']);
    expectCode(run, 0);
    expect(run.output).toContain('no endpoint, no model and no running job is left');
    expect(project.processes()).toEqual([]);
    expect(existsSync(join(project.folder, '.tuneform/local-cloud/server.json'))).toBe(false);
    expectCode(await project.demo(['--destroy']), 0);
  });
});
