import type { Experiment, ExperimentResults, RankedTrial } from '../../aws';
import { reviewedDefinitions } from '../../tuning';
import type { Finding } from '../../tuning';
import type { FailedLog } from '../terminal/failed-logs';
import { bestSoFarOf, reportDefinition } from './report-definition';
import type { BestSoFar, ReportedDefinition, ReportedObjective } from './report-definition';

/** Everything that a report shows; also its JSON. */
export interface Report {
  readonly experiment: string;
  readonly owner: string | null;
  readonly status: string;
  readonly generation: number;
  /** When it was read, in ISO 8601. */
  readonly readAt: string;
  /** Null where the training definitions have objectives of their own, whose values do not compare. */
  readonly objective: ReportedObjective | null;
  readonly counts: {
    readonly completed: number;
    readonly failed: number;
    readonly stopped: number;
    readonly running: number;
  };
  /** At list price; null if a price is unknown. */
  readonly costUsd: number | null;
  /** From the first launch of the newest generation to its last end so far; null before that. */
  readonly tookMs: number | null;
  readonly best: RankedTrial | null;
  /** Oldest first, of all generations. */
  readonly trials: readonly RankedTrial[];
  /** Empty where values do not compare. */
  readonly bestSoFar: readonly BestSoFar[];
  /** Of the newest generation; at least one. */
  readonly definitions: readonly ReportedDefinition[];
  readonly findings: readonly Finding[];
  readonly failures: readonly FailedLog[];
}

/** Returns what a report shows of an experiment. */
export function reportOf(
  experiment: Experiment,
  results: ExperimentResults,
  {
    findings,
    failures,
    readAtMs,
  }: {
    readonly findings: readonly Finding[];
    readonly failures: readonly FailedLog[];
    readonly readAtMs: number;
  },
): Report {
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { spec } = newest.jobs[0];
  const trials = [...results.trials].sort((a, b) => a.createdAtMs - b.createdAtMs);
  const { completed, inProgress, nonRetryableError, stopped } = newest.counters;
  const objective: ReportedObjective | null =
    results.objective === undefined
      ? null
      : { type: results.objective.type, metric: results.objective.metric_name };
  const best = results.trials.find(({ rank }) => rank === 1) ?? null;
  const definitions = spec === undefined ? [] : reviewedDefinitions(spec);
  return {
    experiment: experiment.name,
    owner: experiment.owner ?? null,
    status: newest.status,
    generation: newest.generation,
    readAt: new Date(readAtMs).toISOString(),
    objective,
    counts: { completed, failed: nonRetryableError, stopped, running: inProgress },
    costUsd: results.costUsd ?? null,
    tookMs: tookMs(trials.filter(({ generation }) => generation === newest.generation)),
    best,
    trials,
    bestSoFar: objective === null ? [] : bestSoFarOf(trials, objective),
    definitions: definitions.map((definition) => reportDefinition(definition, { trials, results })),
    findings,
    failures,
  };
}

function tookMs(trials: readonly RankedTrial[]): number | null {
  const ends = trials.flatMap(({ endedAtMs }) => (endedAtMs === undefined ? [] : [endedAtMs]));
  const starts = trials.map(({ createdAtMs }) => createdAtMs);
  return ends.length === 0 ? null : Math.max(...ends) - Math.min(...starts);
}
