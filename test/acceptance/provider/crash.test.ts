import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListHyperParameterTuningJobsCommand } from '@aws-sdk/client-sagemaker';
import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import type { Fault } from '../../support/fault-proxy/fault';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { killProviders } from '../../support/fault-proxy/kill-providers';
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
  proxy = await FaultProxy.start({
    target: bench.cloud,
    kill: () => killProviders(folder.directory),
  });
});
afterAll(async () => {
  await proxy.stop();
  await bench.stop();
  // What a killed provider leaves is removed by the next one that runs for two seconds, and here none has to.
  sweepSocketDirectories();
});
beforeEach(() => {
  folder = new TerraformFolder(bench.providerFolder);
});
afterEach(() => {
  folder.remove();
});

/** What follows says nothing about how a provider starts or ends, so one process of it serves all. */
const keepProvider = async (): Promise<void> => folder.use(await bench.keptProvider());

const throughProxy = (): string => providerBlock(bench).replace(bench.cloud.url, proxy.url);

async function jobs(contains: string): Promise<readonly string[]> {
  const { HyperParameterTuningJobSummaries: found } = await bench.sageMaker.send(
    new ListHyperParameterTuningJobsCommand({ NameContains: contains }),
  );
  return (found ?? []).map((job) => job.HyperParameterTuningJobName ?? '');
}

/** How often a search was looked at since then. */
/** How often the provider has looked at a tuning job after it launched one. */
function looksAfterLaunch(since: number): number {
  const operations = bench.cloud.requests(since).map(({ operation }) => operation);
  const launch = operations.indexOf('CreateHyperParameterTuningJob');
  return launch === -1
    ? 0
    : operations.slice(launch).filter((name) => name === 'DescribeHyperParameterTuningJob').length;
}

describe('a provider that dies while it launches', () => {
  const cases: readonly {
    what: string;
    fault: Fault;
    name: string;
    dies: boolean;
    exists: boolean;
    why: string;
  }[] = [
    {
      what: 'killed after the launch was carried out',
      fault: { carriedOut: true, answer: 'lost', then: [{ kind: 'killed' }] },
      name: 'orphan',
      dies: true,
      exists: true,
      why: 'the job is paid for and nobody has written it down',
    },
    {
      what: 'killed before the launch was sent',
      fault: { carriedOut: false, answer: 'lost', then: [{ kind: 'killed' }] },
      name: 'unborn',
      dies: true,
      exists: false,
      why: 'nothing was launched, so the next apply launches',
    },
    {
      what: 'the answer is lost',
      fault: { carriedOut: true, answer: 'lost' },
      name: 'unheard',
      dies: false,
      exists: true,
      why: 'a lost answer is looked up, never launched again',
    },
  ];

  it.each(cases)('$what: the next apply ends with exactly one job', async (given) => {
    folder.write(throughProxy() + imageBlock(bench) + experimentBlock(bench, { name: given.name }));
    const before = proxy.sprung;
    proxy.lay({ operation: 'CreateHyperParameterTuningJob', fault: given.fault });
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect({ sprung: proxy.sprung - before, failed: code !== 0, why: given.why }).toEqual({
      sprung: 1,
      failed: given.dies,
      why: given.why,
    });
    // Terraform sees first either that the connection broke or that the process ended, and then cancels the request.
    if (given.dies) {
      expect(output).toMatch(/Plugin did not respond|plugin .*crashed|connection|request was cancelled/i);
    }
    expect(await jobs(given.name)).toHaveLength(given.exists ? 1 : 0);

    await keepProvider();
    await folder.apply();
    expect(await jobs(given.name)).toHaveLength(1);
    expect(folder.tainted()).toEqual([]);
    await folder.expectEmptyPlans();
  });
});

describe('an interrupt while a champion waits', () => {
  it('saves the champion untainted, and the plan after the search promotes in place', async () => {
    const gate = join(folder.directory, 'gate');
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'patient', jobs: 1, parallel: 1, statics: `gate = "${gate}"` }) +
        championBlock('wait = { timeout = "10m" }'),
    );
    const started = Date.now();
    const { child, ended } = folder.start('apply', '-auto-approve', '-no-color');
    // The launch itself looks once more, so by the third look the champion waits.
    await until(() => looksAfterLaunch(started) >= 3);
    child.kill('SIGINT');
    // The job goes on until the gate opens, so the apply ends because of the interrupt alone.
    const { output } = await ended;
    expect(output).toContain('Champion Not Decided Yet');

    await keepProvider();
    expect(folder.tainted()).toEqual([]);
    const state = await folder.state();
    expect(state['tuneform_champion.it']).toMatchObject({ status: 'InProgress', verdict: 'wait' });
    await folder.expectEmptyPlans();
    const before = Date.now();
    writeFileSync(gate, '');
    expect((await folder.planned('tuneform_champion.it'))['tuneform_champion.it']?.actions).toEqual([
      'update',
    ]);
    await folder.apply();
    expect(bench.mutations(before)).toEqual([]);
    expect((await folder.state())['tuneform_champion.it']).toMatchObject({
      status: 'Completed',
      verdict: 'promote',
    });
    expect(await jobs('patient')).toHaveLength(1);
    await folder.expectEmptyPlans();
  });
});

describe('two owners', () => {
  it('have different job names, so one never touches the other’s search', async () => {
    await keepProvider();
    folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { name: 'shared' }));
    await folder.apply();
    const other = new TerraformFolder(bench.providerFolder, await bench.keptProvider());
    try {
      other.write(
        providerBlock(bench).replace('"tests"', '"others"') +
          imageBlock(bench) +
          experimentBlock(bench, { name: 'shared' }),
      );
      await other.apply();
      expect(await jobs('shared')).toHaveLength(2);
    } finally {
      other.remove();
    }
  });
});
