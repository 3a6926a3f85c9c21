import type { Bench } from './bench';
import { experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

const ON_DEMAND = 'ml.m5.large for training job usage';
const SPOT = 'ml.m5.large for spot training job usage';
const set = (name: string, value: number): void => expect(bench.cloud.setQuota(name, value)).toBe(true);
afterEach(() => {
  for (const name of [ON_DEMAND, SPOT]) set(name, 1000);
});

/** A search that uses so many instances at a time. */
const search = (name: string, parallel: number): string =>
  experimentBlock(bench, { name, jobs: 8, parallel }).replace('"it"', `"${name}"`);
const onSpot = (block: string): string =>
  block.replace(
    'stopping_condition = { max_runtime_in_seconds = 300 }',
    'stopping_condition = { max_runtime_in_seconds = 300, max_wait_time_in_seconds = 300 }\n  enable_managed_spot_training = true',
  );

/** What a plan of these searches says of quotas, with every run of spaces as one. */
async function findings(...searches: readonly string[]): Promise<readonly string[]> {
  folder.write(providerBlock(bench) + imageBlock(bench) + searches.join('\n'));
  const output = (await folder.succeed('plan', '-no-color')).replace(/\s+/g, ' ');
  return output.match(/Warning: Quota Too Small: .*?\[PREFLIGHT_QUOTA\]/g) ?? [];
}

describe('the quota of an account', () => {
  it('is compared with all experiments of a plan: two that exceed it only together are a warning with a remedy', async () => {
    set(ON_DEMAND, 3);
    expect(await findings(search('one', 2))).toEqual([]);
    const [found, ...more] = await findings(search('one', 2), search('two', 2));
    expect(more).toEqual([]);
    expect(found).toMatch(
      /this experiment runs up to 2 instances at a time, and (one|two) of the same plan up to 2: 4 together\. .* Lower max_parallel_training_jobs or the number of instances, wait, or request a higher quota in Service Quotas\./,
    );
  });

  it('counts on-demand and spot instances apart', async () => {
    set(ON_DEMAND, 3);
    set(SPOT, 3);
    expect(await findings(search('one', 2), onSpot(search('two', 2)))).toEqual([]);
    const [found, ...more] = await findings(
      search('one', 2),
      onSpot(search('two', 2)),
      onSpot(search('three', 2)),
    );
    expect(more).toEqual([]);
    expect(found).toMatch(
      /The quota "ml\.m5\.large for spot training job usage" of this account is 3 instances/,
    );
  });
});
