import type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
import { compact } from './compact';
import type { TuningExperimentProps, WarmStart } from './experiment-props';
import { trainingConfig } from './training-config';
import type { TrainingProps } from './training-props';

/** Returns the resource's arguments for an experiment's props; `name` is already decided. */
export function experimentConfig(name: string, props: TuningExperimentProps): TuneformExperimentConfig {
  const {
    name: _given,
    limits,
    earlyStopping,
    warmStart,
    trainingDefinitions,
    gate: _gate,
    wait: _wait,
    endpoint: _served,
    strategy,
    strategyConfig,
    randomSeed,
    tuningJobCompletionCriteria,
    autotune,
    tags,
    run,
    onChange,
    onMissing,
    onDestroy,
    budgetUsd,
    budgetAction,
    ...training
  } = props;
  const search = compact({
    name,
    strategy,
    strategyConfig,
    randomSeed,
    resourceLimits: compact({
      maxNumberOfTrainingJobs: limits.trainingJobs,
      maxParallelTrainingJobs: limits.parallel,
      maxRuntimeInSeconds: limits.maxRuntimeInSeconds,
    }),
    trainingJobEarlyStoppingType: earlyStopping === true ? ('Auto' as const) : undefined,
    tuningJobCompletionCriteria,
    autotune,
    warmStartConfig: warmStart && warmStartConfig(warmStart),
    tags,
    run,
    onChange,
    onMissing,
    onDestroy,
    budgetUsd,
    budgetAction,
  });
  if (trainingDefinitions !== undefined) {
    const listed = Object.entries(trainingDefinitions).map(([definitionName, own]) => ({
      definitionName,
      ...trainingConfig(name, whole(training, own)),
    }));
    return { ...search, trainingJobDefinitions: listed };
  }
  const { tuningObjective, hyperParameterRanges, ...flat } = trainingConfig(name, training);
  const ranges =
    Object.keys(hyperParameterRanges).length === 0 ? {} : { parameterRanges: hyperParameterRanges };
  return { ...search, ...flat, objective: tuningObjective, ...ranges };
}

/** Returns what trains: each definition whole, or the experiment's own props. */
export function trainingsOf(props: TuningExperimentProps): readonly TrainingProps[] {
  if (props.trainingDefinitions === undefined) return [props];
  return Object.values(props.trainingDefinitions).map((own) => whole(props, own));
}

/** A definition's own algorithm or machines take the place of the experiment's, whichever prop gives them. */
function whole(shared: TrainingProps, own: Partial<TrainingProps>): TrainingProps {
  const { image, algorithmName, instance, hyperParameterTuningResourceConfig, ...others } = shared;
  const algorithm = own.image ?? own.algorithmName;
  const machines = own.instance ?? own.hyperParameterTuningResourceConfig;
  return {
    ...others,
    ...(algorithm === undefined && compact({ image, algorithmName })),
    ...(machines === undefined && compact({ instance, hyperParameterTuningResourceConfig })),
    ...own,
  };
}

function warmStartConfig({
  parents,
  type,
}: WarmStart): NonNullable<TuneformExperimentConfig['warmStartConfig']> {
  return {
    parentHyperParameterTuningJobs: parents.map((parent) => ({
      hyperParameterTuningJobName: typeof parent === 'string' ? parent : parent.tuningJobName,
    })),
    warmStartType: type,
  };
}
