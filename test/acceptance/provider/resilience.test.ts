import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXPIRED, THROTTLED } from '../../support/fault-proxy/fault';
import type { ServiceError } from '../../support/fault-proxy/fault';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { startBench } from './bench';
import type { Bench } from './bench';
import { championBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { TerraformFolder } from './terraform-folder';
import { until } from '../../support/until';

let bench: Bench;
let proxy: FaultProxy;
let folder: TerraformFolder;

beforeAll(async () => {
  bench = await startBench();
  proxy = await FaultProxy.start({ target: bench.cloud });
});
afterAll(async () => {
  await proxy.stop();
  await bench.stop();
});
beforeEach(async () => {
  folder = new TerraformFolder(bench.providerFolder, await bench.keptProvider());
});
afterEach(() => {
  folder.remove();
});

const throughProxy = (): string => providerBlock(bench).replace(bench.cloud.url, proxy.url);
/** The service refuses an operation so many times. */
const refuse = (operation: string, answer: ServiceError, times: number): void =>
  proxy.lay({ operation, fault: { carriedOut: false, answer }, times });
const NO_CAPACITY: ServiceError = {
  status: 400,
  name: 'ResourceLimitExceeded',
  message: "The account-level service limit 'ml.m5.large for training job usage' is 0 Instances.",
};
const state = async (address: string) => (await folder.state())[address] ?? {};

describe('a service without capacity, and one that throttles', () => {
  it('queues an experiment that the account has no capacity for, and launches it later', async () => {
    folder.write(throughProxy() + imageBlock(bench) + experimentBlock(bench, { name: 'queued' }));
    refuse('CreateHyperParameterTuningJob', NO_CAPACITY, 1);
    const output = await folder.apply();
    expect(output).toContain('Tuning Job Not Launched Yet');
    expect(output).toContain('service limit');
    expect(await state('tuneform_experiment.it')).toMatchObject({ status: 'Pending' });
    expect(folder.tainted()).toEqual([]);

    const plan = (await folder.plan())['tuneform_experiment.it'];
    expect(plan?.actions).toEqual(['update']);
    expect(plan?.after).toMatchObject({ action: expect.stringMatching(/^launch: /) });
    await folder.apply();
    expect(await state('tuneform_experiment.it')).toMatchObject({
      status: expect.not.stringMatching('Pending'),
    });
    await folder.expectEmptyPlans();
  });

  it('keeps a champion of a search that waits for capacity, and settles it once the search was launched', async () => {
    folder.write(
      throughProxy() + imageBlock(bench) + experimentBlock(bench, { name: 'patient' }) + championBlock(),
    );
    refuse('CreateHyperParameterTuningJob', NO_CAPACITY, 2);
    for (const attempt of ['launched', 'launched again']) {
      expect([attempt, await folder.apply()]).toEqual([
        attempt,
        expect.not.stringContaining('Search Record Missing'),
      ]);
      expect(await state('tuneform_champion.it')).toMatchObject({
        status: 'InProgress',
        because: expect.stringContaining('waits for capacity'),
      });
    }
    await folder.apply();
    await folder.planned('tuneform_champion.it');
    await folder.apply();
    expect(await state('tuneform_champion.it')).toMatchObject({ status: 'Completed' });
    await folder.expectEmptyPlans();
  });

  it('waits for a role that was made a moment ago', async () => {
    folder.write(throughProxy() + imageBlock(bench) + experimentBlock(bench, { name: 'fresh-role' }));
    const message = 'Could not assume role arn:aws:iam::000000000000:role/bench.';
    refuse('CreateHyperParameterTuningJob', { status: 400, name: 'ValidationException', message }, 2);
    await folder.apply();
    await folder.expectEmptyPlans();
  });

  it('keeps a champion whose credentials expire while it waits', async () => {
    folder.write(
      throughProxy() +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'expired', statics: 'seconds = "2"' }) +
        championBlock(),
    );
    await folder.succeed('apply', '-auto-approve', '-no-color', '-target=tuneform_experiment.it');
    refuse('DescribeHyperParameterTuningJob', EXPIRED, 1);
    const output = await folder.succeed('apply', '-auto-approve', '-no-color', '-refresh=false');
    expect(output).toContain('Champion Not Decided Yet');
    expect(output).toMatch(/credentials\s+expired/);
    expect(folder.tainted()).toEqual([]);
    await folder.planned('tuneform_champion.it');
    await folder.apply();
    expect(await state('tuneform_champion.it')).toMatchObject({ status: 'Completed' });
  });

  it('rides out throttling while it waits', async () => {
    folder.write(
      throughProxy() +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'throttled', statics: 'seconds = "1"' }) +
        championBlock(),
    );
    await folder.succeed('apply', '-auto-approve', '-no-color', '-target=tuneform_experiment.it');
    refuse('DescribeHyperParameterTuningJob', THROTTLED, 5);
    await folder.succeed('apply', '-auto-approve', '-no-color', '-refresh=false');
    expect(await state('tuneform_champion.it')).toMatchObject({ status: 'Completed' });
  });
});

describe('several champions in one process', () => {
  it('share one listing instead of asking one by one', async () => {
    const gate = join(folder.directory, 'gate');
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) =>
      (
        experimentBlock(bench, {
          name: `shared-${letter}`,
          jobs: 1,
          parallel: 1,
          statics: `gate = "${gate}"`,
        }) + championBlock()
      )
        .replaceAll('"it"', `"${letter}"`)
        .replaceAll('.it.', `.${letter}.`),
    );
    folder.write(providerBlock(bench) + imageBlock(bench) + many.join('\n'));
    const before = Date.now();
    const count = (name: string): number =>
      bench.cloud.requests(before).filter(({ operation }) => operation === name).length;
    const { ended } = folder.start('apply', '-auto-approve', '-no-color');
    await until(() => count('ListHyperParameterTuningJobs') >= 10);
    // One by one it would be ten looks for each of the six.
    expect(count('DescribeHyperParameterTuningJob')).toBeLessThan(40);
    writeFileSync(gate, '');
    expect((await ended).code).toBe(0);
    for (const letter of ['a', 'f']) {
      expect(await state(`tuneform_champion.${letter}`)).toMatchObject({ status: 'Completed' });
    }
  });
});
