import { groupThousands } from '../money';

/** Instances of one type. */
export interface Machine {
  readonly type: string;
  /** Of one training job. */
  readonly count: number;
  /** Volume of each, gigabytes; the service's default where none is declared. */
  readonly volumeGb: number;
}

/** Default size of a volume, in gigabytes. */
const DEFAULT_VOLUME_GB = 30;

interface Declared {
  readonly instance_type: string;
  readonly instance_count?: number | undefined;
  readonly volume_size_in_gb?: number | undefined;
}

type OneOrGroups = Partial<Declared> | undefined;

/** The attributes of a training definition that select its instances. */
export interface DeclaredMachines {
  readonly resource_config?:
    | (OneOrGroups & {
        readonly instance_groups?: readonly Declared[] | undefined;
        readonly instance_preferences?: readonly Declared[] | undefined;
      })
    | undefined;
  readonly hyper_parameter_tuning_resource_config?:
    (OneOrGroups & { readonly instance_configs?: readonly Declared[] | undefined }) | undefined;
}

/**
 * Returns what a training job of a definition may run on: one or several alternatives, the preferred first, each the
 * machines that train together.
 */
export function machinesOf(definition: DeclaredMachines): readonly (readonly Machine[])[] {
  const { resource_config: single, hyper_parameter_tuning_resource_config: tuning } = definition;
  const groups = (single?.instance_groups ?? []).map((one) => machine(one, single));
  return [
    ...(groups.length > 0 ? [groups] : []),
    ...(single?.instance_type === undefined
      ? []
      : [[machine({ ...single, instance_type: single.instance_type })]]),
    ...(single?.instance_preferences ?? []).map((one) => [machine(one, single)]),
    ...(tuning?.instance_type === undefined
      ? []
      : [[machine({ ...tuning, instance_type: tuning.instance_type })]]),
    ...(tuning?.instance_configs ?? []).map((one) => [machine(one, tuning)]),
  ];
}

const machine = (
  { instance_type: type, instance_count: count = 1, volume_size_in_gb: own }: Declared,
  shared?: { readonly volume_size_in_gb?: number | undefined },
): Machine => ({ type, count, volumeGb: own ?? shared?.volume_size_in_gb ?? DEFAULT_VOLUME_GB });

/** Returns machines in words: `ml.m5.xlarge`, `2 × ml.m5.xlarge`, `ml.m5.xlarge or ml.c5.xlarge`. */
export const describeMachines = (alternatives: readonly (readonly Machine[])[]): string =>
  [
    ...new Set(
      alternatives.map((machines) =>
        machines
          .map(({ type, count }) => (count === 1 ? type : `${groupThousands(count)} × ${type}`))
          .join(' with '),
      ),
    ),
  ].join(' or ');
