import type { Channel, ExperimentSpec, MetricDefinition, Objective, ResourceLimits } from './experiment-spec';

/** Every member may be not known yet, and closed sets of words may still be any word. */
type Draft<T> = { readonly [K in keyof T]?: (T[K] extends string | undefined ? string : T[K]) | undefined };

/** A map whose values may be not known yet. */
type DraftMap = Readonly<Record<string, string | undefined>>;

/** A range that may be partly known. Its kind is always known: each kind has its own list. */
export type ParameterRangeDraft =
  | {
      readonly kind: 'integer' | 'continuous';
      readonly name?: string | undefined;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
      readonly scaling?: string | undefined;
    }
  | {
      readonly kind: 'categorical';
      readonly name?: string | undefined;
      readonly values?: readonly (string | undefined)[] | undefined;
    };

/**
 * An experiment as far as it is known, for checking at plan. `undefined` always means "not known yet" (or, for an
 * optional member, absent), and the checks that need it are skipped. An {@link ExperimentSpec} is one.
 *
 * An `undefined` element of `parameterRanges` stands for a list of ranges that is not known yet.
 */
export interface ExperimentDraft extends Omit<
  Draft<ExperimentSpec>,
  | 'objective'
  | 'resourceLimits'
  | 'parameterRanges'
  | 'staticHyperParameters'
  | 'metricDefinitions'
  | 'inputDataConfig'
  | 'environment'
> {
  /** The experiment's logical name. */
  readonly name?: string | undefined;
  readonly objective?: Draft<Objective> | undefined;
  readonly resourceLimits?: Draft<ResourceLimits> | undefined;
  readonly parameterRanges?: readonly (ParameterRangeDraft | undefined)[] | undefined;
  readonly staticHyperParameters?: DraftMap | undefined;
  readonly metricDefinitions?: readonly Draft<MetricDefinition>[] | undefined;
  readonly inputDataConfig?: readonly Draft<Channel>[] | undefined;
  readonly environment?: DraftMap | undefined;
}
