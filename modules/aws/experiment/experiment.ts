import { isOfSameSearch, searchStatus } from '../../tuning';
import type { SearchMemberStatus } from '../../tuning';
import type { ObservedTuningJob, TrainingJobStatusCounters } from '../tuning-job/tuning-job';

/** One search of an experiment: all tuning jobs that were launched for it. */
export interface Generation {
  readonly generation: number;
  /** In the order of their launch, at least one. */
  readonly jobs: readonly [ObservedTuningJob, ...ObservedTuningJob[]];
  /** Of the search: it ends with the last of its jobs, and the worst end counts. */
  readonly status: SearchMemberStatus;
  /** The sums over its jobs. */
  readonly counters: TrainingJobStatusCounters;
}

/** An experiment, read from its tuning jobs and their tags. */
export interface Experiment {
  readonly name: string;
  /** Undefined for a tuning job without an experiment's tags; it counts as an experiment with one job. */
  readonly owner: string | undefined;
  /** Oldest first, at least one. */
  readonly generations: readonly [Generation, ...Generation[]];
}

/** A tuning job and the generation that its tags name. */
export interface NumberedJob {
  readonly generation: number;
  readonly job: ObservedTuningJob;
}

/**
 * Returns the searches of an experiment, oldest first. Tuning jobs belong together if generation and name say so: after a state
 * was lost, another search may have the same number.
 */
export function generationsOf(jobs: readonly NumberedJob[]): readonly Generation[] {
  const sorted = [...jobs].sort(
    (a, b) => a.generation - b.generation || a.job.createdAtMs - b.job.createdAtMs,
  );
  const searches: {
    readonly generation: number;
    readonly jobs: [ObservedTuningJob, ...ObservedTuningJob[]];
  }[] = [];
  for (const { generation, job } of sorted) {
    const own = searches.find(
      (search) => search.generation === generation && isOfSameSearch(search.jobs[0].name, job.name),
    );
    if (own === undefined) searches.push({ generation, jobs: [job] });
    else own.jobs.push(job);
  }
  return searches.map((search) => ({
    ...search,
    status: searchStatus(search.jobs.map(({ status }) => status)),
    counters: sumOf(search.jobs.map(({ counters }) => counters)),
  }));
}

function sumOf(all: readonly TrainingJobStatusCounters[]): TrainingJobStatusCounters {
  const total = (name: keyof TrainingJobStatusCounters) => all.reduce((sum, one) => sum + one[name], 0);
  return {
    completed: total('completed'),
    inProgress: total('inProgress'),
    retryableError: total('retryableError'),
    nonRetryableError: total('nonRetryableError'),
    stopped: total('stopped'),
  };
}
