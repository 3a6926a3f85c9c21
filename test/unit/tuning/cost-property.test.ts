import * as fc from 'fast-check';
import {
  costCeiling,
  definitionsOf,
  longestSearch,
  machinesOf,
  searchSpend,
  usdPerHour,
} from '../../../modules/tuning';
import type { CostQuestion, ExperimentSpec, Prices, SpentTrial } from '../../../modules/tuning';
import { simulatedSpend } from '../../support/simulated-spend';
import type { SimulatedSearch } from '../../support/simulated-spend';

const TYPES = ['ml.m5.large', 'ml.m5.xlarge', 'ml.c5.xlarge', 'ml.g5.xlarge', 'ml.g5.12xlarge'] as const;

const prices = (storage: boolean): Prices => ({
  region: 'us-east-1',
  table: {
    region: 'us-east-1',
    currency: 'USD',
    asOf: '2026-01-01',
    source: 'invented for this test',
    training: {
      'ml.m5.large': 0.115,
      'ml.m5.xlarge': 0.23,
      'ml.c5.xlarge': 0.204,
      'ml.g5.xlarge': 1.408,
      'ml.g5.12xlarge': 7.09,
    },
    hosting: {},
    ...(storage && { storage: { training: 0.14 } }),
  },
});

/** A random search, all of it drawn from one number, which is quicker than an arbitrary of records. */
function drawn(seed: number) {
  const random = fractions(seed);
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const times = <T>(most: number, make: () => T): readonly T[] => Array.from({ length: upTo(most) }, make);
  const machine = () => ({
    instance_type: TYPES[upTo(TYPES.length) - 1] ?? TYPES[0],
    instance_count: upTo(4),
  });
  const machines = () => {
    const shared = { volume_size_in_gb: upTo(500) };
    const kind = upTo(4);
    if (kind === 1) return { ...shared, groups: times(3, machine) };
    if (kind === 2) return { ...shared, configs: times(4, machine) };
    return {
      ...shared,
      one: machine(),
      keep_alive_period_in_seconds: [undefined, 60, 600, 3600][upTo(4) - 1],
    };
  };
  return {
    definitions: times(3, () => ({
      stopping_condition: { max_runtime_in_seconds: 59 + upTo(7141) },
      enable_managed_spot_training: random() < 0.5,
      machines: machines(),
    })),
    jobs: upTo(30),
    isCounted: random() < 0.5,
    parallel: upTo(10),
    wholeSearch: random() < 0.5 ? undefined : 119 + upTo(19_881),
    storage: random() < 0.5,
    chance: seed + 1,
  };
}

type Drawn = ReturnType<typeof drawn>;

function questionOf({ definitions, jobs, isCounted, parallel, wholeSearch }: Drawn): CostQuestion {
  const listed = definitions.map(({ machines, ...limits }, at) => {
    const rest = { ...limits, definition_name: `d${String(at)}` };
    if ('configs' in machines) {
      const configs = machines.configs.map((one) => ({
        ...one,
        volume_size_in_gb: machines.volume_size_in_gb,
      }));
      return { ...rest, hyper_parameter_tuning_resource_config: { instance_configs: configs } };
    }
    const { volume_size_in_gb } = machines;
    if ('groups' in machines) {
      return { ...rest, resource_config: { instance_groups: machines.groups, volume_size_in_gb } };
    }
    const { keep_alive_period_in_seconds } = machines;
    return { ...rest, resource_config: { ...machines.one, volume_size_in_gb, keep_alive_period_in_seconds } };
  });
  return {
    resource_limits: {
      ...((isCounted || wholeSearch === undefined) && { max_number_of_training_jobs: jobs }),
      max_parallel_training_jobs: parallel,
      ...(wholeSearch !== undefined && { max_runtime_in_seconds: wholeSearch }),
    },
    training_job_definitions: listed,
  };
}

/** The same search as the simulator takes it. */
function searchOf(question: CostQuestion, asked: Drawn): SimulatedSearch {
  const known = prices(asked.storage);
  return {
    trainingJobs: question.resource_limits.max_number_of_training_jobs ?? asked.jobs,
    parallel: asked.parallel,
    wholeSearch: asked.wholeSearch ?? Infinity,
    kinds: definitionsOf(question as ExperimentSpec).flatMap((one) =>
      machinesOf(one).map((machines) => ({
        machines,
        usdPerSecond: (usdPerHour(machines, known) ?? NaN) / 3600,
        cap: one.stopping_condition.max_runtime_in_seconds,
        kept: one.resource_config?.keep_alive_period_in_seconds ?? 0,
        isSpot: one.enable_managed_spot_training ?? false,
      })),
    ),
  };
}

/** The training jobs of a search as its lists and descriptions tell them, each as long as it may be, with the time to save its work. */
function recordOf(question: CostQuestion, random: () => number): readonly SpentTrial[] {
  const definitions = definitionsOf(question as ExperimentSpec);
  const { max_number_of_training_jobs: jobs = 0 } = question.resource_limits;
  const { max_runtime_in_seconds: wholeSearch = Infinity, max_parallel_training_jobs: parallel } =
    question.resource_limits;
  const count = jobs === 0 ? parallel : jobs;
  const slots = Array.from({ length: parallel }, () => 0);
  return Array.from({ length: count }, () => {
    const at = Math.floor(random() * definitions.length);
    const one = definitions[at];
    if (one === undefined) throw new Error('a search without a definition');
    const machines = machinesOf(one);
    const slot = slots.indexOf(Math.min(...slots));
    const start = slots[slot] ?? 0;
    const cap = Math.min(one.stopping_condition.max_runtime_in_seconds, wholeSearch - start);
    const ran = cap <= 0 ? 0 : cap + 120 * random();
    slots[slot] = start + ran;
    const instanceType = machines[Math.floor(random() * machines.length)]?.[0]?.type;
    return {
      ...(one.definition_name !== undefined && { definitionName: one.definition_name }),
      startedAtMs: start * 1000,
      endedAtMs: (start + ran) * 1000,
      ...(instanceType !== undefined && { instanceType }),
    };
  });
}

/** A small generator of its own, so that one number makes a whole search (mulberry32). */
function fractions(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('the cost ceiling', () => {
  it('is never exceeded by what 10,000 random searches spend, and is not far above it', () => {
    const shares: number[] = [];
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const asked = drawn(seed);
        const question = questionOf(asked);
        const { usd } = costCeiling(question, prices(asked.storage));
        const spent = simulatedSpend(searchOf(question, asked), fractions(asked.chance));
        shares.push(typeof usd === 'number' ? spent / usd : NaN);
        return typeof usd === 'number' && spent <= usd;
      }),
      { numRuns: 10_000 },
    );
    const [median = 0] = shares.sort((a, b) => a - b).slice(shares.length / 2);
    // Half of the training jobs here end early, and their machines vary; the ceiling takes the dearest and longest of all.
    expect(median).toBeGreaterThan(0.2);
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
  });

  it('is never exceeded by the record of what the training jobs of 2,000 random searches have cost', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const asked = drawn(seed);
        const question = questionOf(asked);
        const known = prices(asked.storage);
        const random = fractions(asked.chance);
        const { usd: most } = costCeiling(question, known);
        const recorded = searchSpend(recordOf(question, random), question as ExperimentSpec, known);
        return typeof most === 'number' && recorded.usd !== undefined && recorded.usd <= most;
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds for the longest search that a budget allows, and one second more would exceed it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.5, max: 500, noNaN: true }), (seed, budget) => {
        const asked = drawn(seed);
        const known = prices(asked.storage);
        const question = questionOf(asked);
        const longest = longestSearch(question, known, budget) ?? NaN;
        const capped = (seconds: number): number => {
          const limits = { ...question.resource_limits, max_runtime_in_seconds: seconds };
          return Number(costCeiling({ ...question, resource_limits: limits }, known).usd);
        };
        // The ceiling is rounded up to the cent.
        const holds = longest === 0 || capped(longest) <= budget + 0.01;
        return holds && (longest === 15_768_000 || capped(longest + 1) >= budget);
      }),
      { numRuns: 300 },
    );
  });
});
