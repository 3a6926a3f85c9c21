import type { ExperimentResults, RankedTrial } from '../../aws';
import { FEWEST_FOR_IMPORTANCE, IMPORTANCE_METHOD, importanceOf } from '../../tuning';
import type { Importance, ParameterRange, ReviewedDefinition } from '../../tuning';
import { isMeasured } from './measured-trial';
import type { MeasuredTrial } from './measured-trial';

export interface ReportedObjective {
  readonly type: 'Maximize' | 'Minimize';
  readonly metric: string;
}

/** The best value after a completed training job. */
export interface BestSoFar {
  readonly trainingJobName: string;
  readonly value: number;
  readonly best: number;
}

/** What a report shows of one training definition. */
export interface ReportedDefinition {
  /** Null where it is the only one. */
  readonly name: string | null;
  readonly objective: ReportedObjective;
  readonly best: RankedTrial | null;
  readonly bestSoFar: readonly BestSoFar[];
  /** Empty where the service chooses them. */
  readonly ranges: readonly ParameterRange[];
  readonly importance: {
    readonly method: string;
    readonly fewest: number;
    readonly parameters: readonly Importance[];
  };
}

export function reportDefinition(
  { name, objective: { type, metric_name: metric }, ranges }: ReviewedDefinition,
  { trials, results }: { readonly trials: readonly RankedTrial[]; readonly results: ExperimentResults },
): ReportedDefinition {
  const objective: ReportedObjective = { type, metric };
  const own = ownTrials(trials, { name: name ?? null, objective });
  const winner = results.winners.find(({ definition }) => definition === name)?.trial.trainingJobName;
  const ranked = own.filter(({ rank }) => rank !== undefined).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return {
    name: name ?? null,
    objective,
    best: own.find(({ trainingJobName }) => trainingJobName === winner) ?? ranked[0] ?? null,
    bestSoFar: bestSoFarOf(own, objective),
    ranges,
    importance: {
      method: IMPORTANCE_METHOD,
      fewest: FEWEST_FOR_IMPORTANCE,
      parameters: importanceOf(ranges, measuredTrials(own, objective)),
    },
  };
}

/** Returns the training jobs of a definition, of earlier generations, too. */
export function ownTrials(
  trials: readonly RankedTrial[],
  { name }: Pick<ReportedDefinition, 'name' | 'objective'>,
): readonly RankedTrial[] {
  return name === null ? trials : trials.filter(({ definitionName }) => definitionName === name);
}

/** Returns those whose results are values of the objective: an earlier generation may have had another one. */
export function measuredTrials(
  trials: readonly RankedTrial[],
  { metric }: ReportedObjective,
): readonly MeasuredTrial[] {
  return trials.filter(isMeasured).filter(({ metricName = metric }) => metricName === metric);
}

/** Returns the best value after each completed training job, oldest first. */
export function bestSoFarOf(
  trials: readonly RankedTrial[],
  objective: ReportedObjective,
): readonly BestSoFar[] {
  const better = objective.type === 'Minimize' ? Math.min : Math.max;
  let best: number | undefined;
  return measuredTrials(trials, objective).map(({ trainingJobName, objectiveValue: value }) => {
    best = best === undefined ? value : better(best, value);
    return { trainingJobName, value, best };
  });
}
