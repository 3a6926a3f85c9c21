import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;

// The whole way once as practitioners go it: every command starts the provider anew.
onBench(
  (stand) => {
    ({ bench, folder } = stand);
  },
  { startsProviders: true },
);

describe('from a folder to a served model', () => {
  const smoke = `smoke_request = { content_type = "text/plain", body = "ping", expect_pattern = "hello.*ping" }`;

  it('launches, waits, promotes, serves, plans nothing afterwards, and destroys twice', async () => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench, { extra: 'on_destroy = "delete"' }) +
        championBlock() +
        endpointBlock(bench, smoke),
    );
    const plan = await folder.plan();
    expect(plan['tuneform_experiment.it']?.after).toMatchObject({
      action: 'launch: the experiment is new',
    });
    const output = await folder.apply();
    expect(output).toContain('Warning: Launch of parabola: up to 3 jobs, at most $');
    const state = await folder.state();
    expect(state['tuneform_champion.it']).toMatchObject({ status: 'Completed', verdict: 'promote' });
    expect(state['tuneform_endpoint.it']).toMatchObject({ status: 'InService', compute: 'CPU' });
    expect(state['tuneform_endpoint.it']?.['smoke_response']).toContain('ping');

    const before = Date.now();
    await folder.expectEmptyPlans();
    await folder.apply();
    expect(bench.mutations(before)).toEqual([]);

    await folder.destroy();
    await folder.destroy();
    expect(await folder.state()).toEqual({});
  });
});
