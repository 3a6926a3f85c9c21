import { usdPerHour } from './cost-bound';
import { definitionsOf } from './experiment/definitions';
import type { TrainingJobDefinition } from './experiment/definitions';
import { machinesOf } from './experiment/machines';
import type { ExperimentSpec } from './experiment/spec';
import type { Prices } from './prices/price-table';
import type { TrialRecord } from './trial';

/** A training job as far as its cost is known. */
export type SpentTrial = Pick<
  TrialRecord,
  'definitionName' | 'startedAtMs' | 'endedAtMs' | 'billableSeconds'
> & {
  /** The type it ran on, where its definition has alternatives. */
  readonly instanceType?: string;
};

/** What training jobs have cost so far. */
export interface SearchSpend {
  /** Billed seconds of all training jobs that have ended, each for one instance. */
  readonly billableSeconds: number;
  /** At list price, US dollars; `undefined` if a price is unknown. */
  readonly usd: number | undefined;
}

/**
 * Returns what the training jobs of a search cost that have ended. Without the billed time, which only a description has, it is
 * the time from start to end: on spot instances that is more. Without the type, the dearest alternative counts.
 */
export function searchSpend(
  trials: readonly SpentTrial[],
  spec: ExperimentSpec,
  prices: Prices,
): SearchSpend {
  const definitions = definitionsOf(spec);
  return trials.reduce<SearchSpend>(
    (sum, trial) => {
      const seconds = billedSeconds(trial);
      if (seconds === 0) return sum;
      const rate = rateOf(trial, definitions, prices);
      return {
        billableSeconds: sum.billableSeconds + seconds,
        usd: sum.usd === undefined || rate === undefined ? undefined : sum.usd + (seconds / 3600) * rate,
      };
    },
    { billableSeconds: 0, usd: 0 },
  );
}

/** Returns whether a list does not tell what a training job of the definition cost: its billed time or its machines. */
export function needsDescription(spec: ExperimentSpec, { definitionName }: SpentTrial): boolean {
  const definition = definitionOf(definitionsOf(spec), definitionName);
  return (
    definition === undefined ||
    definition.enable_managed_spot_training === true ||
    machinesOf(definition).length > 1
  );
}

function billedSeconds({ billableSeconds, startedAtMs, endedAtMs }: SpentTrial): number {
  if (billableSeconds !== undefined) return billableSeconds;
  return startedAtMs === undefined || endedAtMs === undefined
    ? 0
    : // Every second that has begun is billed.
      Math.ceil((endedAtMs - startedAtMs) / 1000);
}

function rateOf(
  { definitionName, instanceType }: SpentTrial,
  definitions: readonly TrainingJobDefinition[],
  prices: Prices,
): number | undefined {
  const own = definitionOf(definitions, definitionName);
  const alternatives = (own === undefined ? definitions : [own]).flatMap(machinesOf);
  const exact = alternatives.filter((machines) => machines.some(({ type }) => type === instanceType));
  const rates = (exact.length > 0 ? exact : alternatives).map((machines) => usdPerHour(machines, prices));
  return rates.length === 0 || rates.includes(undefined)
    ? undefined
    : Math.max(...rates.map((rate = 0) => rate));
}

/** Without a name, the only definition. */
const definitionOf = (
  definitions: readonly TrainingJobDefinition[],
  name: string | undefined,
): TrainingJobDefinition | undefined =>
  definitions.length === 1 ? definitions[0] : definitions.find((one) => one.definition_name === name);
