import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import type { ExperimentOptions } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import { until } from '../../support/until';
import { newestTuningJob } from '../../support/tuning-job-names';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

function write(options: ExperimentOptions, champion?: string, rest = ''): void {
  folder.write(
    providerBlock(bench) +
      imageBlock(bench) +
      experimentBlock(bench, options) +
      championBlock(champion) +
      rest,
  );
}
const champion = async () => (await folder.state())['tuneform_champion.it'] ?? {};

describe('a champion', () => {
  it('promotes by a plan that shows the model before it goes live, and changes nothing while the search runs', async () => {
    const gate = join(folder.directory, 'gate');
    const options = { name: 'two-phase', statics: `gate = "${gate}"` };
    write(options, 'approval = "planned"', endpointBlock(bench));
    expect(await folder.apply()).toContain('Champion Not Decided Yet');
    expect(await champion()).toMatchObject({ status: 'InProgress', candidate: null, current: null });
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({
      status: 'AwaitingChampion',
      endpoint_arn: null,
    });
    await folder.expectEmptyPlans();

    writeFileSync(gate, '');
    const plan = await folder.planned('tuneform_champion.it');
    expect(Object.keys(plan).sort()).toEqual(['tuneform_champion.it', 'tuneform_endpoint.it']);
    const [chosen, endpoint] = [plan['tuneform_champion.it'], plan['tuneform_endpoint.it']];
    expect(chosen?.after).toMatchObject({
      status: 'Completed',
      verdict: 'promote',
      current: {
        training_job_name: expect.stringMatching(/^two-phase-/),
        metric_value: expect.any(Number),
        hyperparameters: expect.objectContaining({ x: expect.any(String) }),
        model_data_url: expect.stringMatching(/model\.tar\.gz$/),
      },
    });
    expect(endpoint?.actions).toEqual(['update']);
    expect(endpoint?.after['model_data_url']).toBe(chosen?.after['model_data_url']);
    expect(endpoint?.after['endpoint_config_name']).toMatch(/^parabola-[a-z2-7]{12}$/);
    const { code, output } = await folder.run('plan', '-no-color', '-detailed-exitcode');
    expect(code).toBe(2);
    expect(output).not.toContain('outside of Terraform');

    // The gate of the apply decides, whatever was planned before.
    write(options, 'approval = "planned"\n gate = { minimum_value = 2 }', endpointBlock(bench));
    await folder.apply();
    expect(await champion()).toMatchObject({ verdict: 'keep', current: null, candidate: expect.anything() });
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'AwaitingChampion' });
    await folder.expectEmptyPlans();

    write(options, 'approval = "planned"', endpointBlock(bench));
    expect((await folder.plan())['tuneform_champion.it']?.after).toMatchObject({
      verdict: 'promote',
      model_data_url: chosen?.after['model_data_url'],
    });
    await folder.apply();
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'InService' });
    await folder.expectEmptyPlans();

    // One edit leaves a champion that serves badly for the next best of its search, and one goes back to it.
    const first = String((await champion())['training_job_name']);
    write(options, `approval = "planned"\n reject = ["${first}"]`, endpointBlock(bench));
    const left = await folder.plan();
    const next = left['tuneform_champion.it']?.after ?? {};
    expect(next).toMatchObject({ verdict: 'promote', previous_winners: [first] });
    expect(left['tuneform_endpoint.it']?.after['model_data_url']).toBe(next['model_data_url']);
    await folder.apply();
    await folder.expectEmptyPlans();
    write(options, `approval = "planned"\n pin = "${first}"`, endpointBlock(bench));
    expect((await folder.plan())['tuneform_endpoint.it']?.after['model_data_url']).toBe(
      chosen?.after['model_data_url'],
    );
    await folder.destroy();
  });

  it('records every number of the winner', async () => {
    write({ name: 'numbers', jobs: 4, parallel: 2 });
    await folder.apply();
    const { current, candidate } = await champion();
    expect(candidate).toEqual(current);
    expect(current).toMatchObject({
      metric_name: 'score',
      metric_value: expect.any(Number),
      model_data_url: expect.stringMatching(/^s3:\/\/bench-data\/output\/.*model\.tar\.gz$/),
      training_image: expect.stringContaining('@sha256:'),
      cost_usd: expect.any(Number),
      hyperparameters: expect.objectContaining({ seconds: '0', x: expect.any(String) }),
    });
    const { hyperparameters, metric_value: value } = current as {
      hyperparameters: { x: string };
      metric_value: number;
    };
    const x = Number(hyperparameters.x);
    expect(value).toBeCloseTo(1 - (x - 0.5) ** 2, 4);
  });

  it('keeps the champion when a new generation does not pass the gate', async () => {
    write({ name: 'gated' }, 'wait = { timeout = "60s" }\n gate = { minimum_improvement = 0.5 }');
    await folder.apply();
    const first = await champion();
    expect(first).toMatchObject({ verdict: 'promote' });
    const worse = '{ name = "x", min_value = 0.9, max_value = 1 }';
    write(
      { name: 'gated', range: worse },
      'wait = { timeout = "60s" }\n gate = { minimum_improvement = 0.5 }',
    );
    await folder.apply();
    const second = await champion();
    expect(second).toMatchObject({
      status: 'Completed',
      verdict: 'keep',
      current: first['current'],
      training_job_name: first['training_job_name'],
    });
    expect(second['candidate']).not.toEqual(first['candidate']);
    await folder.expectEmptyPlans();
  });

  it('chooses the best over all generations when it comes late', async () => {
    const alone = (range: string): string =>
      providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { name: 'late', range });
    const good = '{ name = "x", min_value = 0.45, max_value = 0.55 }';
    const bad = '{ name = "x", min_value = 0.9, max_value = 1 }';
    folder.write(alone(good));
    await folder.apply();
    const first = newestTuningJob((await folder.state())['tuneform_experiment.it']);
    await until(async () => {
      await folder.succeed('refresh', '-no-color');
      return (await folder.state())['tuneform_experiment.it']?.['status'] === 'Completed';
    });
    folder.write(alone(bad));
    await folder.apply();
    write({ name: 'late', range: bad });
    await folder.apply();
    expect(await champion()).toMatchObject({
      verdict: 'keep',
      current: { training_job_name: expect.stringContaining(first) },
      candidate: { training_job_name: expect.not.stringContaining(first) },
    });
  });

  it('takes the winner of a search that was stopped', async () => {
    write(
      { name: 'cut-short', jobs: 40, parallel: 1, statics: 'seconds = "1"' },
      'wait = { timeout = "0s" }',
    );
    await folder.apply();
    const name = newestTuningJob((await folder.state())['tuneform_experiment.it']);
    await until(async () => {
      const job = new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name });
      const { TrainingJobStatusCounters: counters } = await bench.sageMaker.send(job);
      return (counters?.Completed ?? 0) >= 1;
    });
    await bench.sageMaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
    await folder.planned('tuneform_champion.it');
    await folder.apply();
    expect(await champion()).toMatchObject({
      status: 'Stopped',
      verdict: 'promote',
      current: { metric_value: expect.any(Number) },
    });
    await folder.expectEmptyPlans();
  });

  it('reports a search whose metric never appears as data with a warning, and serves nothing', async () => {
    write({ name: 'silent', statics: 'silent = "yes"' }, undefined, endpointBlock(bench));
    const output = await folder.apply();
    expect(output).toContain('Search Without a Winner');
    expect(['NoWinner', 'Failed']).toContain((await champion())['status']);
    expect(await champion()).toMatchObject({ verdict: 'no winner', current: null, model_data_url: null });
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'AwaitingChampion' });
    await folder.expectEmptyPlans();
  });
});
