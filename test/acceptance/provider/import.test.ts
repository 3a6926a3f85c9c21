import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import type { Values } from './terraform-folder';
import { newestTuningJob } from '../../support/tuning-job-names';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

/** What an image's state knows of the folder it is made from. */
function folderOf(state: Readonly<Record<string, Values>>) {
  const { context, content_hash } = state['tuneform_container_image.tiny'] ?? {};
  return { context, content_hash };
}

describe('importing', () => {
  it('rebuilds experiment, endpoint and image from what is there, so that the plan is empty', async () => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'known', extra: 'tags = { team = "red" }' }) +
        championBlock() +
        endpointBlock(bench, 'environment = { GREETING = "hi" }'),
    );
    await folder.apply();
    await folder.succeed('refresh');
    const before = await folder.state();
    const job = newestTuningJob(before['tuneform_experiment.it']);
    const uri = String(before['tuneform_container_image.tiny']?.['image_uri']);
    for (const address of ['experiment.it', 'endpoint.it', 'container_image.tiny']) {
      await folder.succeed('state', 'rm', `tuneform_${address}`);
    }
    await folder.succeed('import', '-no-color', 'tuneform_container_image.tiny', uri);
    await folder.succeed('import', '-no-color', 'tuneform_experiment.it', job);
    await folder.succeed('import', '-no-color', 'tuneform_endpoint.it', 'parabola');

    const plan = await folder.plan();
    // The registry does not know which folder an image was made from.
    expect(Object.keys(plan)).toEqual(['tuneform_container_image.tiny']);
    const image = plan['tuneform_container_image.tiny'];
    expect(image?.actions).toEqual(['update']);
    expect(image?.after).toMatchObject({
      ...(await folder.state())['tuneform_container_image.tiny'],
      ...folderOf(before),
    });
    const started = Date.now();
    await folder.apply();
    expect(bench.mutations(started)).toEqual([]);
    await folder.expectEmptyPlans();

    const after = await folder.state();
    const told = { action: expect.any(String) };
    expect(after['tuneform_experiment.it']).toEqual({ ...before['tuneform_experiment.it'], ...told });
    expect(after['tuneform_endpoint.it']).toEqual(before['tuneform_endpoint.it']);
    expect(after['tuneform_container_image.tiny']).toEqual({
      ...before['tuneform_container_image.tiny'],
      size_in_bytes: image?.after['size_in_bytes'],
    });
    await folder.destroy();
  });

  it('takes over a champion and an experiment that was extended, with its lineage, and changes nothing', async () => {
    const write = (range: string) => {
      folder.write(
        providerBlock(bench) +
          imageBlock(bench) +
          experimentBlock(bench, { name: 'grown', range }) +
          championBlock() +
          endpointBlock(bench),
      );
    };
    write('{ name = "x", min_value = 0, max_value = 0.2 }');
    await folder.apply();
    write('{ name = "x", min_value = 0, max_value = 1 }');
    await folder.apply();
    await folder.succeed('refresh');
    const before = await folder.state();
    const experiment = before['tuneform_experiment.it'];
    const { current, tuning_job_names, ...champion } = before['tuneform_champion.it'] ?? {};
    expect(String(tuning_job_names).split(' ')).toHaveLength(2);
    for (const type of ['experiment', 'champion']) await folder.succeed('state', 'rm', `tuneform_${type}.it`);
    await folder.succeed('import', '-no-color', 'tuneform_experiment.it', newestTuningJob(experiment));
    await folder.succeed(
      'import',
      '-no-color',
      'tuneform_champion.it',
      String(champion['training_job_name']),
    );

    const imported = (await folder.state())['tuneform_champion.it'];
    expect(imported).toMatchObject({ current, candidate: current, tuning_job_names, verdict: 'promote' });
    const plan = await folder.plan();
    expect(Object.keys(plan)).toEqual(['tuneform_champion.it']);
    // What was configured is recorded nowhere; the model stays.
    const { name, approval, wait, objective } = champion;
    expect(plan['tuneform_champion.it']?.after).toEqual({ ...imported, name, approval, wait, objective });
    const started = Date.now();
    await folder.apply();
    expect(bench.mutations(started)).toEqual([]);
    await folder.expectEmptyPlans();
    expect((await folder.state())['tuneform_experiment.it']?.['tuning_job_names']).toEqual(tuning_job_names);
    await folder.destroy();
  });

  it('rejects a missing object and an object of another owner', async () => {
    folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { name: 'theirs' }));
    await folder.apply();
    const job = newestTuningJob((await folder.state())['tuneform_experiment.it']);
    await folder.succeed('state', 'rm', 'tuneform_experiment.it');
    const missing = await folder.run('import', '-no-color', 'tuneform_experiment.it', 'nothing-here');
    expect(missing.output).toContain('Nothing to Import');
    folder.write(
      providerBlock(bench).replace('"tests"', '"others"') +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'theirs' }) +
        championBlock(),
    );
    const foreign = await folder.run('import', '-no-color', 'tuneform_experiment.it', job);
    expect(foreign.output).toContain('belongs to owner "tests"');
    const champion = ['import', '-no-color', 'tuneform_champion.it', `${job}-001-abcdabcd`];
    const theirs = await folder.run(...champion);
    expect(theirs.output).toContain('Champion Cannot Be Imported');
    expect(theirs.output).toContain('belongs to owner "tests"');
    folder.write(
      providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { name: 'theirs' }) + championBlock(),
    );
    expect((await folder.run(...champion)).output).toContain('lists no training job of that name');
  });
});
