import type { Experiment, ExperimentResults, RankedTrial } from '../../aws';
import { FEWEST_FOR_IMPORTANCE, IMPORTANCE_METHOD, importanceOf, reviewedDefinitions } from '../../tuning';
import type { Finding, Importance, ParameterRange } from '../../tuning';
import type { FailedLog } from '../terminal/failed-logs';

/** Everything that a report shows; also its JSON. */
export interface Report {
  readonly experiment: string;
  readonly owner: string | null;
  readonly status: string;
  readonly generation: number;
  readonly objective: { readonly type: 'Maximize' | 'Minimize'; readonly metric: string };
  readonly counts: {
    readonly completed: number;
    readonly failed: number;
    readonly stopped: number;
    readonly running: number;
  };
  /** At list price; null if a price is unknown. */
  readonly costUsd: number | null;
  readonly best: RankedTrial | null;
  /** Oldest first, of all generations. */
  readonly trials: readonly RankedTrial[];
  /** The best value after each completed training job, oldest first. */
  readonly bestSoFar: readonly {
    readonly trainingJobName: string;
    readonly value: number;
    readonly best: number;
  }[];
  readonly ranges: readonly ParameterRange[];
  readonly importance: {
    readonly method: string;
    readonly fewest: number;
    readonly parameters: readonly Importance[];
  };
  readonly findings: readonly Finding[];
  readonly failures: readonly FailedLog[];
}

/** A training job with a usable value. */
export type MeasuredTrial = RankedTrial & { readonly objectiveValue: number };

export const isMeasured = (trial: RankedTrial): trial is MeasuredTrial =>
  trial.status === 'Completed' && trial.objectiveValue !== undefined && Number.isFinite(trial.objectiveValue);

/** Returns what a report shows of an experiment. */
export function reportOf(
  experiment: Experiment,
  results: ExperimentResults,
  { findings, failures }: { readonly findings: readonly Finding[]; readonly failures: readonly FailedLog[] },
): Report {
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { spec } = newest.jobs[0];
  const [definition] = spec === undefined ? [] : reviewedDefinitions(spec);
  const type = results.objective?.type ?? definition?.objective.type ?? 'Maximize';
  const trials = [...results.trials].sort((a, b) => a.createdAtMs - b.createdAtMs);
  const measured = trials.filter(isMeasured);
  const ranges = definition?.ranges ?? [];
  const { best } = results;
  const { completed, inProgress, nonRetryableError, stopped } = newest.counters;
  return {
    experiment: experiment.name,
    owner: experiment.owner ?? null,
    status: newest.status,
    generation: newest.generation,
    objective: {
      type: type === 'Minimize' ? 'Minimize' : 'Maximize',
      metric: results.objective?.metric_name ?? 'metric',
    },
    counts: { completed, failed: nonRetryableError, stopped, running: inProgress },
    costUsd: results.costUsd ?? null,
    best:
      best === undefined
        ? null
        : (trials.find(({ trainingJobName }) => trainingJobName === best.trainingJobName) ?? null),
    trials,
    bestSoFar: soFar(measured, type === 'Minimize' ? Math.min : Math.max),
    ranges,
    importance: {
      method: IMPORTANCE_METHOD,
      fewest: FEWEST_FOR_IMPORTANCE,
      parameters: importanceOf(ranges, measured),
    },
    findings,
    failures,
  };
}

function soFar(
  measured: readonly MeasuredTrial[],
  better: (a: number, b: number) => number,
): Report['bestSoFar'] {
  let best: number | undefined;
  return measured.map(({ trainingJobName, objectiveValue: value }) => {
    best = best === undefined ? value : better(best, value);
    return { trainingJobName, value, best };
  });
}
