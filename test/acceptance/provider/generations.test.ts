import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeHyperParameterTuningJobCommand,
  ListHyperParameterTuningJobsCommand,
} from '@aws-sdk/client-sagemaker';
import { until } from '../../support/until';
import type { Bench } from './bench';
import { experimentBlock, smokeRunBlock, imageBlock, providerBlock } from './configurations';
import type { ExperimentOptions } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import { newestTuningJob, tuningJobNames } from '../../support/tuning-job-names';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

function write(options: ExperimentOptions, provider = ''): void {
  folder.write(providerBlock(bench, provider) + imageBlock(bench) + experimentBlock(bench, options));
}

async function jobCount(contains: string): Promise<number> {
  const { HyperParameterTuningJobSummaries: jobs } = await bench.sageMaker.send(
    new ListHyperParameterTuningJobsCommand({ NameContains: contains }),
  );
  return jobs?.length ?? 0;
}

const launches = (since: number): number =>
  bench.mutations(since).filter((operation) => operation === 'CreateHyperParameterTuningJob').length;

describe('editing an experiment', () => {
  it('extends the search by a second generation in place, says why, and goes back for free', async () => {
    write({ name: 'edited' });
    await folder.apply();
    const first = (await folder.state())['tuneform_experiment.it'];

    await until(async () => {
      const name = { HyperParameterTuningJobName: newestTuningJob(first) };
      const seen = await bench.sageMaker.send(new DescribeHyperParameterTuningJobCommand(name));
      return seen.HyperParameterTuningJobStatus === 'Completed';
    });

    const wider = '{ name = "x", min_value = 0, max_value = 2 }';
    write({ name: 'edited', range: wider });
    const plan = await folder.plan();
    expect(plan['tuneform_experiment.it']?.actions).toEqual(['update']);
    expect(plan['tuneform_experiment.it']?.after).toMatchObject({
      action: 'extend: x 0–1 → 0–2',
    });
    expect(await folder.apply()).toContain('Warning: Extension of edited: ');
    const second = (await folder.state())['tuneform_experiment.it'];
    expect(tuningJobNames(second)).toEqual([newestTuningJob(first), newestTuningJob(second)]);
    await folder.expectEmptyPlans();

    write({ name: 'edited' });
    const before = Date.now();
    const back = (await folder.plan())['tuneform_experiment.it'];
    expect(back?.after).toMatchObject({ action: expect.stringMatching(/^reuse: /) });
    expect(await folder.apply()).not.toMatch(/Launch of|Extension of/);
    expect(launches(before)).toBe(0);
    const third = (await folder.state())['tuneform_experiment.it'];
    expect(tuningJobNames(third)).toEqual([newestTuningJob(second), newestTuningJob(first)]);
    await folder.expectEmptyPlans();
    expect(await jobCount('edited')).toBe(2);
  });

  it('changes tags and provider-wide tags without launching anything', async () => {
    write({ name: 'tagged', extra: 'tags = { team = "red" }' });
    await folder.apply();
    const before = Date.now();
    write({ name: 'tagged', extra: 'tags = { team = "blue" }' }, 'default_tags = { cost = "42" }');
    const plan = (await folder.plan())['tuneform_experiment.it'];
    expect(plan?.after).toMatchObject({
      action: 'metadata only: only tags changed; the search stays as it is',
    });
    await folder.apply();
    expect(bench.mutations(before)).toEqual(['AddTags']);
    await folder.expectEmptyPlans();
    const state = (await folder.state())['tuneform_experiment.it'];
    expect(state?.['tags_all']).toEqual({ team: 'blue', cost: '42' });
  });

  it('pays for the same search again only when run is raised', async () => {
    write({ name: 'again' });
    await folder.apply();
    write({ name: 'again', extra: 'run = 2' });
    const plan = (await folder.plan())['tuneform_experiment.it'];
    expect(plan?.after).toMatchObject({ action: 'launch: run 1 → 2' });
    await folder.apply();
    expect(await jobCount('again')).toBe(2);
  });

  it('adopts a finished search after state was lost, and says that nothing was launched', async () => {
    write({ name: 'lost' });
    await folder.apply();
    await folder.succeed('state', 'rm', 'tuneform_experiment.it');
    const before = Date.now();
    expect(await folder.apply()).toContain('Adopted Existing Tuning Job');
    expect(launches(before)).toBe(0);
    await folder.expectEmptyPlans();
  });

  it('stops what runs on destroy, keeps the record, and leaves everything when told to detach', async () => {
    const slow = { jobs: 1, parallel: 1, statics: 'seconds = "60"' };
    write({ name: 'stopped', ...slow });
    await folder.apply();
    const name = newestTuningJob((await folder.state())['tuneform_experiment.it']);
    await folder.destroy();
    const { HyperParameterTuningJobSummaries: jobs } = await bench.sageMaker.send(
      new ListHyperParameterTuningJobsCommand({ NameContains: name }),
    );
    expect(jobs?.map((job) => job.HyperParameterTuningJobStatus)).toEqual(['Stopped']);

    write({ name: 'detached', ...slow, extra: 'on_destroy = "detach"' });
    await folder.apply();
    const before = Date.now();
    await folder.destroy();
    expect(bench.mutations(before)).not.toContain('StopHyperParameterTuningJob');
  });
});

describe('a search that depends on a smoke run', () => {
  const search = () =>
    experimentBlock(bench, {
      name: 'proven',
      jobs: 1,
      parallel: 1,
      extra: 'depends_on = [tuneform_training_job.smoke]',
    });
  const write = (statics: string, extra = ''): void => {
    folder.write(
      providerBlock(bench) + imageBlock(bench) + smokeRunBlock(bench, { statics, extra }) + search(),
    );
  };
  const launched = (since: number): readonly string[] =>
    bench.mutations(since).filter((operation) => /^Create.*Job$|^Stop/.test(operation));

  it('starts only after that has passed, and no smoke run is paid for twice or stopped by its replacement', async () => {
    const before = Date.now();
    const gate = join(folder.directory, 'gate');
    const gated = `gate = ${JSON.stringify(gate)}`;
    write(gated, 'wait = { timeout = "0s" }');
    const waiting = await folder.run('apply', '-auto-approve', '-no-color');
    expect(waiting.code).toBe(1);
    expect(waiting.output).toContain('[SMOKE_RUN_WAITING]');
    expect(folder.tainted()).toEqual(['tuneform_training_job.smoke']);
    // It runs on: the replacement neither stops nor launches it.
    await folder.run('apply', '-auto-approve', '-no-color');
    expect(launched(before)).toEqual(['CreateTrainingJob']);
    writeFileSync(gate, '');
    write(gated, 'require = { metric_names = ["score"], echo = "required" }');
    const failed = await folder.run('apply', '-auto-approve', '-no-color');
    expect(failed.code).toBe(1);
    expect(failed.output).toContain('require.echo is "required"');
    const again = await folder.run('apply', '-auto-approve', '-no-color');
    expect(again.output).toContain('require.echo is "required"');
    expect(launched(before)).toEqual(['CreateTrainingJob']);
    expect((await folder.state())['tuneform_experiment.it']).toBeUndefined();

    write(`${gated}, echo = "yes", model = "yes", x = "0.5"`, 'require = { echo = "ignored" }');
    await folder.apply();
    expect(folder.tainted()).toEqual([]);
    expect(launched(before)).toEqual([
      'CreateTrainingJob',
      'CreateTrainingJob',
      'CreateHyperParameterTuningJob',
    ]);
  });
});
