import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StopHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import type { ExperimentOptions } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import { until } from '../../support/until';

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
  it('returns when its budget is spent, and the refresh after the search shows the winner before it goes live', async () => {
    const gate = join(folder.directory, 'gate');
    write(
      { name: 'two-phase', statics: `gate = "${gate}"` },
      'wait = { timeout = "0s" }',
      endpointBlock(bench),
    );
    const output = await folder.apply();
    expect(output).toContain('Champion Not Decided Yet');
    expect(await champion()).toMatchObject({ status: 'InProgress', candidate: null, current: null });
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({
      status: 'AwaitingChampion',
      endpoint_arn: null,
    });

    writeFileSync(gate, '');
    await until(async () => {
      await folder.succeed('refresh', '-no-color');
      return (await champion())['status'] === 'Completed';
    });
    const plan = await folder.plan();
    expect(Object.keys(plan)).toEqual(['tuneform_endpoint.it']);
    const endpoint = plan['tuneform_endpoint.it'];
    expect(endpoint?.actions).toEqual(['update']);
    expect(endpoint?.after['model_data_url']).toBe((await champion())['model_data_url']);
    expect(endpoint?.after['endpoint_config_name']).toMatch(/^parabola-[a-z2-7]{12}$/);
    await folder.apply();
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'InService' });
    await folder.expectEmptyPlans();
    await folder.destroy();
  });

  it('judges by the gate being applied, although a refresh has promoted by the one before', async () => {
    const gate = join(folder.directory, 'gate');
    const options = { name: 'tightened', statics: `gate = "${gate}"` };
    const waiting = 'wait = { timeout = "0s" }';
    write(options, waiting, endpointBlock(bench));
    await folder.apply();
    writeFileSync(gate, '');
    await until(async () => {
      await folder.succeed('refresh', '-no-color');
      return (await champion())['status'] === 'Completed';
    });
    expect(await champion()).toMatchObject({ verdict: 'promote', current: expect.anything() });

    write(options, `${waiting}\n gate = { minimum_value = 2 }`, endpointBlock(bench));
    expect(await folder.apply()).toContain('Promotion Reconsidered');
    expect(await champion()).toMatchObject({ verdict: 'keep', current: null, model_data_url: null });
    expect((await folder.state())['tuneform_endpoint.it']).toMatchObject({ status: 'AwaitingChampion' });
    await folder.expectEmptyPlans();

    write(options, waiting, endpointBlock(bench));
    await folder.apply();
    const promoted = await champion();
    expect(promoted).toMatchObject({ verdict: 'promote', current: expect.anything() });
    write(options, `${waiting}\n gate = { minimum_value = 2 }`, endpointBlock(bench));
    expect(await folder.apply()).not.toContain('Promotion Reconsidered');
    expect((await champion())['current']).toEqual(promoted['current']);
    await folder.destroy();
  });

  it('records every number of the winner', async () => {
    write({ name: 'numbers', jobs: 4, parallel: 2 });
    await folder.apply();
    const { current, candidate, metric_value: value } = await champion();
    expect(candidate).toEqual(current);
    expect(current).toMatchObject({
      metric_name: 'score',
      metric_value: value,
      model_data_url: expect.stringMatching(/^s3:\/\/bench-data\/output\/.*model\.tar\.gz$/),
      training_image: expect.stringContaining('@sha256:'),
      instance_type: 'ml.m5.large',
      billable_seconds: expect.any(Number),
      cost_usd: expect.any(Number),
      hyperparameters: expect.objectContaining({ seconds: '0', x: expect.any(String) }),
    });
    const x = Number((current as { hyperparameters: { x: string } }).hyperparameters.x);
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
    const first = String((await folder.state())['tuneform_experiment.it']?.['tuning_job_name']);
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
      current: { tuning_job_name: first },
      candidate: { tuning_job_name: expect.not.stringMatching(first) },
    });
  });

  it('takes the winner of a search that was stopped', async () => {
    write(
      { name: 'cut-short', jobs: 40, parallel: 1, statics: 'seconds = "1"' },
      'wait = { timeout = "0s" }',
    );
    await folder.apply();
    const name = String((await folder.state())['tuneform_experiment.it']?.['tuning_job_name']);
    await until(async () => {
      await folder.succeed('refresh', '-no-color');
      const counters = (await folder.state())['tuneform_experiment.it']?.['training_job_status_counters'];
      return (counters as { completed: number }).completed >= 1;
    });
    await bench.sageMaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
    await until(async () => {
      await folder.succeed('refresh', '-no-color');
      return (await champion())['status'] === 'Stopped';
    });
    expect(await champion()).toMatchObject({ verdict: 'promote', metric_value: expect.any(Number) });
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
