import type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
import { compact } from './compact';
import type { TuningExperimentProps, WarmStart } from './experiment-props';
import { trainingConfig } from './training-config';
import type { TrainingProps } from './training-props';

/** Splits an experiment's props into those of the search and those that describe its training jobs. */
function parted(props: TuningExperimentProps) {
  const {
    name: _given,
    limits,
    earlyStopping,
    warmStart,
    trainingDefinitions: _definitions,
    smokeRun: _smokeRun,
    gate: _gate,
    failOn: _failOn,
    approval: _approval,
    approvedTrainingJob: _approved,
    pin: _pin,
    reject: _rejected,
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
    onDestroy = losesItsArtifacts(props) ? 'delete' : undefined,
    budgetUsd,
    budgetAction,
    ...training
  } = props;
  const same = { strategy, strategyConfig, randomSeed, tuningJobCompletionCriteria, autotune, tags, run };
  const choices = { onChange, onMissing, onDestroy, budgetUsd, budgetAction };
  return { limits, earlyStopping, warmStart, training, asIs: { ...same, ...choices } };
}

/**
 * Whether destroying everything destroys all artifacts of the search. A record would outlive them, and the next deploy of the same
 * search would take over a winner that nothing can serve.
 */
function losesItsArtifacts({ output, trainingDefinitions = {} }: TuningExperimentProps): boolean {
  const others = Object.values(trainingDefinitions).flatMap((own) => own.output ?? []);
  return [output, ...others].every(({ forceDestroy }) => forceDestroy === true);
}

/** Returns the resource's arguments for an experiment's props; `name` is already decided. */
export function experimentConfig(name: string, props: TuningExperimentProps): TuneformExperimentConfig {
  const { limits, earlyStopping, warmStart, training, asIs } = parted(props);
  const { trainingDefinitions } = props;
  const search = compact({
    name,
    ...asIs,
    resourceLimits: compact({
      maxNumberOfTrainingJobs: limits.trainingJobs,
      maxParallelTrainingJobs: limits.parallel,
      maxRuntimeInSeconds: limits.maxRuntimeInSeconds,
    }),
    trainingJobEarlyStoppingType: earlyStopping === true ? ('Auto' as const) : undefined,
    warmStartConfig: warmStart && warmStartConfig(warmStart),
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
export const trainingsOf = (props: TuningExperimentProps): readonly TrainingProps[] =>
  namedTrainingsOf(props).map(([, training]) => training);

/** Returns what trains, each with the name of its definition; the experiment's own props have none. */
export function namedTrainingsOf(
  props: TuningExperimentProps,
): readonly (readonly [string | undefined, TrainingProps])[] {
  const { training } = parted(props);
  if (props.trainingDefinitions === undefined) return [[undefined, training]];
  return Object.entries(props.trainingDefinitions).map(([name, own]) => [name, whole(training, own)]);
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
