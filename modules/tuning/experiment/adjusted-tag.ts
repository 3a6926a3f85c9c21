import { ADJUSTABLE, isAsConfigured, numbersOf, withNumbers } from './launch-adjustments';
import type { AdjustableName, AdjustableNumbers, LaunchAdjustments } from './launch-adjustments';
import type { ExperimentSpec } from './spec';

const WARM_START = 'warm-start';
const ABSENT = 'none';

/**
 * Returns the value of the tag that tells what was configured where something else was requested:
 * `warm-start max_number_of_training_jobs=40`. `undefined` if nothing else was. `none`: nothing was configured. It is at most 150
 * characters long, of those that a tag may hold (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html).
 */
export function adjustedTag(configured: ExperimentSpec, adjustments: LaunchAdjustments): string | undefined {
  if (isAsConfigured(adjustments)) return undefined;
  const { warmStartFrom = [], numbers = {} } = adjustments;
  const before = numbersOf(configured);
  const words = ADJUSTABLE.filter((name) => numbers[name] !== undefined).map(
    (name) => `${name}=${String(before[name] ?? ABSENT)}`,
  );
  return [...(warmStartFrom.length > 0 ? [WARM_START] : []), ...words].join(' ');
}

/** A configured search and the adjustments of its launch. */
export interface ConfiguredSearch {
  readonly spec: ExperimentSpec;
  readonly adjustments: LaunchAdjustments;
}

/** Returns a search's configuration from its request and the tag. Ignores values without a tag. */
export function configuredSearch(requested: ExperimentSpec, tag: string | undefined): ConfiguredSearch {
  const words = (tag ?? '').split(' ');
  const before = Object.fromEntries(words.flatMap((word) => numberIn(word) ?? [])) as AdjustableNumbers<
    number | null
  >;
  const names = ADJUSTABLE.filter((name) => before[name] !== undefined);
  const now = numbersOf(requested);
  const numbers = Object.fromEntries(
    names.flatMap((name) => (now[name] === null ? [] : [[name, now[name]]])),
  );
  const { warm_start_config: warm, ...cold } = requested;
  const isWarm = words.includes(WARM_START) && warm !== undefined;
  return {
    spec: withNumbers(isWarm ? cold : requested, before),
    adjustments: {
      ...(isWarm && {
        warmStartFrom: warm.parent_hyper_parameter_tuning_jobs.map(
          ({ hyper_parameter_tuning_job_name: name }) => name,
        ),
      }),
      ...(names.length > 0 && { numbers }),
    },
  };
}

function numberIn(word: string): [[AdjustableName, number | null]] | undefined {
  const [, name, value = ''] = /^([a-z_]+)=(none|[0-9]{1,10})$/.exec(word) ?? [];
  const adjustable = ADJUSTABLE.find((one) => one === name);
  return adjustable === undefined ? undefined : [[adjustable, value === ABSENT ? null : Number(value)]];
}
