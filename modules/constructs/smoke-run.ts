import type { TuneformTrainingJobConfig } from './bindings/tuneform-training-job';
import { compact } from './compact';
import { textValues, trainingConfig } from './training-config';
import type { TrainingProps } from './training-props';

/** One training job per definition that must pass before the search is launched. */
export interface SmokeRun {
  /**
   * Hyperparameters beside the static ones, such as one from inside each range; few epochs make it cheap.
   * @default - the container's own defaults
   */
  readonly hyperparameters?: Readonly<Record<string, string | number | boolean>>;
  /** What the training job has to show. @default - every metric, a model, and the given hyperparameters if it prints them */
  readonly require?: NonNullable<TuneformTrainingJobConfig['require']>;
  /** Stop it after this time, seconds. @default - the experiment's own limit for one training job */
  readonly maxRuntimeInSeconds?: number;
  /** How long an apply waits for it, such as '30m'; a search never starts unproven. @default '10m' */
  readonly wait?: string;
}

/** Name of the smoke run of an experiment, or of one of its definitions. */
export function smokeRunName(experiment: string, definition: string | undefined): string {
  return definition === undefined ? `${experiment}-smoke` : `${experiment}-${definition}-smoke`;
}

/** Returns the arguments of a training job that is like those of the search, on the machines that the search prefers. */
export function smokeRunConfig(
  name: string,
  training: TrainingProps,
  { hyperparameters, require, maxRuntimeInSeconds, wait }: SmokeRun,
): TuneformTrainingJobConfig {
  const {
    tuningObjective: { metricName, regex },
    hyperParameterRanges: _ranges,
    staticHyperParameters,
    hyperParameterTuningResourceConfig: alternatives,
    resourceConfig,
    stoppingCondition,
    algorithmSpecification,
    ...same
  } = trainingConfig(name, training);
  const { instanceConfigs, allocationStrategy: _order, ...single } = alternatives ?? {};
  const given = { ...staticHyperParameters, ...textValues(hyperparameters ?? {}) };
  return compact({
    name,
    ...same,
    // A training job has no objective, beside which the pattern could stand.
    algorithmSpecification: {
      ...algorithmSpecification,
      metricDefinitions: [
        ...(regex === undefined ? [] : [{ name: metricName, regex }]),
        ...(algorithmSpecification.metricDefinitions ?? []),
      ],
    },
    hyperParameters: Object.keys(given).length === 0 ? undefined : given,
    resourceConfig: resourceConfig ?? { ...single, ...instanceConfigs?.[0] },
    stoppingCondition: compact({
      ...stoppingCondition,
      maxRuntimeInSeconds: maxRuntimeInSeconds ?? stoppingCondition.maxRuntimeInSeconds,
    }),
    // A record would outlive its model, and the next deploy would judge it anew.
    onDestroy: training.output.forceDestroy === true ? ('delete' as const) : undefined,
    require,
    wait: wait === undefined ? undefined : { timeout: wait },
  });
}
