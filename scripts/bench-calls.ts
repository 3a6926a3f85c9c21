/**
 * Measures the cost of a provider on `modules/plugin` by itself, without Terraform's own work: processor time of its process for
 * a plan with refresh of one resource as wide as an experiment (validate, upgrade, read, plan), ReadResource a second
 * with 1 and 10 calls in flight, resident memory after 1, 200 and 1,000 resources. Fresh processes, interleaved.
 *
 *   npm run bench -- calls [--rounds 5] [--peer name=EXECUTABLE]...
 *
 * A peer serves `peer_experiment`, see bench-plugin.ts. Seconds of another day or machine are not comparable, so the bench also
 * prints every processor time as a multiple of `node -e 0` in the same rounds.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { encodeMsgpack } from '../modules/plugin/cty/encode';
import { impliedType } from '../modules/plugin/cty/implied-type';
import { calls } from '../modules/plugin/protocol/messages/calls';
import { types } from '../modules/plugin';
import { bundle } from '../test/protocol/plugin/bundle';
import { goal } from './goal';
import { warnWhenBusy } from './machine-load';
import { median } from './median';
import { framed, LoadedProvider } from './wide-provider/loaded-provider';
import { wideSchema } from './wide-provider/schema';
import { wideState, wideValues } from './wide-provider/wide-arguments';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    peer: { type: 'string', multiple: true, default: [] },
  },
});

/** Terraform's default parallelism. */
const IN_FLIGHT = 10;
const READING_MS = 3000;

const typeName = 'peer_experiment';
const dynamic = (value: object) => ({ msgpack: encodeMsgpack(impliedType(wideSchema), value) });
const state = dynamic(wideState);
const config = dynamic(wideValues);

const schema = framed(calls.GetProviderSchema.request.encode({}));
const configure = framed(
  calls.ConfigureProvider.request.encode({
    terraformVersion: '1.11.4',
    config: { msgpack: encodeMsgpack(types.object({}), {}) },
  }),
);
const read = framed(calls.ReadResource.request.encode({ typeName, currentState: state }));
const validate = framed(calls.ValidateResourceConfig.request.encode({ typeName, config }));
const upgrade = framed(
  calls.UpgradeResourceState.request.encode({
    typeName,
    version: 0,
    rawState: { json: Buffer.from(JSON.stringify(wideState)) },
  }),
);
const plan = framed(
  calls.PlanResourceChange.request.encode({ typeName, priorState: state, proposedNewState: state, config }),
);

/** Makes the calls that Terraform makes for one resource in a plan with refresh. */
async function planned(provider: LoadedProvider): Promise<void> {
  await provider.call('ValidateResourceConfig', validate);
  await provider.call('UpgradeResourceState', upgrade);
  await provider.call('ReadResource', read);
  await provider.call('PlanResourceChange', plan);
}

async function repeat(times: number, inFlight: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

interface Figures {
  readonly untilConfigured: number;
  readonly cpuMs200: number;
  readonly cpuMs1000: number;
  readonly cpuMsSteady: number;
  readonly cpuMsRead: number;
  readonly reads1: number;
  readonly reads10: number;
  readonly megabytes1: number;
  readonly megabytes200: number;
  readonly megabytes1000: number;
}

async function measure(executable: string): Promise<Figures> {
  const provider = await LoadedProvider.start(executable);
  try {
    await provider.call('GetProviderSchema', schema);
    await provider.call('ConfigureProvider', configure);
    const start = provider.cpuMs();
    await planned(provider);
    const megabytes1 = provider.megabytes();
    await repeat(199, IN_FLIGHT, () => planned(provider));
    const cpu200 = provider.cpuMs() - start;
    const megabytes200 = provider.megabytes();
    await repeat(800, IN_FLIGHT, () => planned(provider));
    const cpu1000 = provider.cpuMs() - start;
    const megabytes1000 = provider.megabytes();
    await repeat(1000, IN_FLIGHT, () => planned(provider));
    const cpu2000 = provider.cpuMs() - start;
    const { aSecond: reads1 } = await reads(provider, 1);
    const { aSecond: reads10, cpuMs: cpuMsRead } = await reads(provider, IN_FLIGHT);
    return {
      untilConfigured: start,
      cpuMs200: cpu200 / 200,
      cpuMs1000: cpu1000 / 1000,
      cpuMsSteady: (cpu2000 - cpu1000) / 1000,
      cpuMsRead,
      reads1,
      reads10,
      megabytes1,
      megabytes200,
      megabytes1000,
    };
  } finally {
    await provider.stop();
  }
}

/** Returns the reads per second and the provider's processor time for each. */
async function reads(
  provider: LoadedProvider,
  inFlight: number,
): Promise<{ readonly aSecond: number; readonly cpuMs: number }> {
  const started = performance.now();
  const cpu = provider.cpuMs();
  let answered = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - started < READING_MS) {
      await provider.call('ReadResource', read);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - started) / 1000;
  return { aSecond: answered / seconds, cpuMs: (provider.cpuMs() - cpu) / answered };
}

interface Row {
  readonly title: string;
  readonly key: keyof Figures;
  /** The goal for our provider. */
  readonly most?: number;
  readonly digits?: number;
  readonly ofNode?: boolean;
  /** Figures of the lean Go peer and the Go framework, recorded when the goals were set. */
  readonly recorded: readonly [lean: string, framework: string];
}

const ROWS: readonly Row[] = [
  { title: 'CPU until configured, ms', key: 'untilConfigured', ofNode: true, recorded: ['', ''] },
  {
    title: 'CPU a resource, plan with refresh of 200, ms',
    key: 'cpuMs200',
    most: 4.2,
    digits: 2,
    ofNode: true,
    recorded: ['3.65', '69'],
  },
  {
    title: 'CPU a resource, of 1,000, ms',
    key: 'cpuMs1000',
    most: 2.4,
    digits: 2,
    ofNode: true,
    recorded: ['3.58', ''],
  },
  {
    title: 'CPU a resource, the next 1,000, ms',
    key: 'cpuMsSteady',
    most: 1.7,
    digits: 2,
    ofNode: true,
    recorded: ['3.53', ''],
  },
  {
    title: 'CPU a read, ms',
    key: 'cpuMsRead',
    most: 0.28,
    digits: 3,
    ofNode: true,
    recorded: ['0.60', '14.4'],
  },
  { title: 'reads a second, 1 in flight', key: 'reads1', recorded: ['', ''] },
  { title: `reads a second, ${String(IN_FLIGHT)} in flight`, key: 'reads10', recorded: ['1,345', '111'] },
  { title: 'most resident after 1, MB', key: 'megabytes1', most: 57, recorded: ['21', ''] },
  { title: 'most resident after 200, MB', key: 'megabytes200', most: 77, recorded: ['30', '65'] },
  { title: 'most resident after 1,000, MB', key: 'megabytes1000', most: 100, recorded: ['32', ''] },
];

/** Returns the processor milliseconds of a Node process that does nothing. */
function bareNode(): number {
  const run = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time "$0" -e 0`, process.execPath], {
    encoding: 'utf8',
  });
  return (
    1000 *
    run.stderr
      .trim()
      .split(/\s+/)
      .map(Number)
      .reduce((sum, seconds) => sum + seconds, 0)
  );
}

async function main(): Promise<void> {
  warnWhenBusy();
  const ours = await bundle(`${__dirname}/wide-provider/main.ts`, 'terraform-provider-peer_v0.0.1');
  try {
    const subjects = [
      { name: 'modules/plugin', executable: ours.executable, figures: [] as Figures[] },
      ...values.peer.map((peer) => {
        const at = peer.indexOf('=');
        return { name: peer.slice(0, at), executable: peer.slice(at + 1), figures: [] as Figures[] };
      }),
    ];
    const bare: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      bare.push(bareNode());
      for (const subject of subjects) subject.figures.push(await measure(subject.executable));
    }
    const node = median(bare);
    const table = new Table({
      head: ['', ...subjects.map(({ name }) => name), 'lean Go, recorded', 'Go framework, recorded'],
      style: { head: [], border: [] },
    });
    for (const { title, key, most, digits = 0, ofNode = false, recorded } of ROWS) {
      const shown = (figure: number): string => figure.toFixed(digits);
      table.push([
        title,
        ...subjects.map(({ figures }, index) => {
          const figure = median(figures.map((one) => one[key]));
          const beside = ofNode ? `, ${(figure / node).toFixed(3)} × node` : '';
          // The goals apply to our provider only.
          return (most === undefined || index > 0 ? shown(figure) : goal(figure, most, shown)) + beside;
        }),
        ...recorded,
      ]);
    }
    console.log(`node -e 0: ${node.toFixed(0)} ms of processor time`);
    console.log(table.toString());
    console.log(
      'recorded: the lean peer is terraform-plugin-go with go-cty straight into structs, the other terraform-plugin-framework,\n' +
        'both on two quiet cores. They are not part of this repository; --peer runs any executable in the same rounds.',
    );
  } finally {
    ours.remove();
  }
}

void main();
