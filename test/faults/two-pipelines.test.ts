import { startFaultBench } from '../support/fault-table/fault-bench';
import type { FaultBench } from '../support/fault-table/fault-bench';
import { endpoint, experiment } from '../support/fault-table/scenarios';
import { PlayedProvider } from '../support/played-terraform/played-provider';
import { PlayedResource } from '../support/played-terraform/played-resource';
import type { StoredObject } from '../support/played-terraform/played-resource';
import type { Values } from '../support/played-terraform/proposed-state';
import { watchEndpoint } from '../support/two-pipelines/watch-endpoint';

// Two runs of one stack whose state was not locked: both begin with the same state and apply different edits at once.

const ROUNDS = 20;

type Pair = readonly [PlayedProvider, PlayedProvider];

let bench: FaultBench;
let providers: Pair;
const all: PlayedProvider[] = [];

beforeAll(async () => {
  bench = await startFaultBench();
  providers = startPair();
});
afterAll(async () => {
  for (const provider of all) await provider.dispose();
  await bench.stop();
});

function startPair(): Pair {
  const pair = [new PlayedProvider(bench.executable), new PlayedProvider(bench.executable)] as const;
  all.push(...pair);
  return pair;
}

/** Both pipelines, with the state that they share. */
function pipelines(
  typeName: string,
  state?: StoredObject,
  pair: Pair = providers,
): readonly [PlayedResource, PlayedResource] {
  const providerConfig = bench.providerConfig(bench.cloud.cloud.url);
  const open = (provider: PlayedProvider): PlayedResource =>
    new PlayedResource(provider, { providerConfig, typeName, ...(state !== undefined && { state }) });
  return [open(pair[0]), open(pair[1])];
}

it(`never takes from a live endpoint what it serves, and tells the loser, in ${String(ROUNDS)} rounds`, async () => {
  const half = ROUNDS / 2;
  const [early, late] = [1, 1 + half].map((from) => Array.from({ length: half }, (_, index) => from + index));
  // Side by side, each half with an endpoint and pipelines of its own: most of a round is waiting.
  const series = await Promise.all([
    race('raced-early', early ?? [], providers),
    race('raced-late', late ?? [], startPair()),
  ]);
  for (const { looks, ...seen } of series) {
    expect(seen).toEqual({
      violations: [],
      missed: [],
      errors: [],
      // What only the state that was overwritten knew costs nothing, and goes once it is old.
      endpoints: [],
    });
    expect(looks).toBeGreaterThan(half);
  }
}, 1_200_000);

/** Races both pipelines for one endpoint, round after round. Returns what went wrong, and how often the endpoint was looked at. */
async function race(name: string, rounds: readonly number[], pair: Pair) {
  const place = { bench, name, host: '' };
  const greeting = (text: string): Values => endpoint({ environment: { GREETING: text } })(place);
  /** The same content on another number of machines. */
  const more = (round: number): Values => ({
    ...wish,
    production_variant: { instance_type: 'ml.m5.large', initial_instance_count: 1 + round },
  });
  let wish = endpoint()(place);
  const [first] = pipelines('tuneform_endpoint', undefined, pair);
  expect((await first.apply(wish)).errors).toEqual([]);
  let state = first.state;
  const violations: string[] = [];
  const watch = watchEndpoint(bench.world, name);
  for (const round of rounds) {
    const runs = pipelines('tuneform_endpoint', state, pair);
    // Every other time the second keeps the model that the first replaces.
    const wishes = [
      greeting(`a${String(round)}`),
      round % 2 === 0 ? greeting(`b${String(round)}`) : more(round),
    ] as const;
    const hold = (holds: boolean, violation: string): void => {
      if (!holds) violations.push(`round ${String(round)}: ${violation}`);
    };
    const ends = await Promise.all([runs[0].apply(wishes[0]), runs[1].apply(wishes[1])]);
    const served = await bench.world.serves(name);
    const winner = ends[0].planned?.['endpoint_config_name'] === served ? 0 : 1;
    const loser = winner === 0 ? 1 : 0;
    hold(ends[winner].planned?.['endpoint_config_name'] === served, `it serves ${served ?? 'nothing'}`);
    hold(!runs.some((run) => run.state?.tainted), 'tainted');
    const next = await runs[loser].plan(wishes[loser]);
    hold(next.errors.length === 0, `the loser cannot plan: ${next.errors.join(' | ')}`);
    hold(next.action === 'update', `the loser's plan is ${next.action}`);
    // Either applying told that the other's is served, or the plan shows it as changed outside of Terraform.
    hold(next.seen?.['endpoint_config_name'] === served, 'the loser does not see what is served');
    const told = [...ends[loser].errors, ...ends[loser].warnings].some((text) =>
      text.includes(`"${served ?? ''}"`),
    );
    const shown =
      JSON.stringify([next.seen?.['environment'] ?? null, machinesOf(next.seen)]) ===
      JSON.stringify([wishes[winner]['environment'] ?? null, machinesOf(wishes[winner])]);
    hold(told || shown, 'the loser is not told what is served');
    // Sometimes the one writes its state last, sometimes the other.
    const last = round % 3 === 0 ? loser : winner;
    state = runs[last].state;
    wish = wishes[last];
  }
  const { violations: missed, looks } = await watch.end();
  const [last] = pipelines('tuneform_endpoint', state, pair);
  const { errors } = await last.destroy();
  const { endpoints } = await bench.world.of(name);
  return { violations, missed, errors, endpoints, looks };
}

/** How many machines an endpoint has; the default where it does not say. */
function machinesOf(object: Values | null | undefined): number {
  const variant = object?.['production_variant'] as { readonly initial_instance_count?: number } | undefined;
  return variant?.initial_instance_count ?? 1;
}

it('launches one search for two pipelines that ask for the same one at once', async () => {
  for (let round = 1; round <= 5; round += 1) {
    const name = `twin${String(round)}`;
    const wish = experiment()({ bench, name, host: '' });
    const runs = pipelines('tuneform_experiment');
    const ends = await Promise.all([runs[0].apply(wish), runs[1].apply(wish)]);
    expect(ends.map(({ errors }) => errors)).toEqual([[], []]);
    expect((await bench.world.of(name)).jobs).toHaveLength(1);
    expect((await runs[0].destroy()).errors).toEqual([]);
  }
});
