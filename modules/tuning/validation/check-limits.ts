import type { ExperimentDraft } from '../experiment-draft';
import { groupThousands } from '../money';
import { checkWholeNumber } from './check-number';
import { checkWord } from './check-text';
import type { Report } from './report';

/** Most training jobs of one tuning job, by strategy. Random beyond 750 needs a raised quota. */
const MAX_TRAINING_JOBS = { Bayesian: 750, Random: 10_000 } as const;
const DEFAULT_TRAINING_JOBS_QUOTA = 750;
const MAX_PARALLEL = 100;
const DEFAULT_PARALLEL_QUOTA = 10;
const MAX_TUNING_SECONDS = 15_768_000;
/** The documented limit of 30 days is tighter than the API model's number. */
const DOCUMENTED_TUNING_SECONDS = 2_592_000;
const MAX_SEED = 2 ** 31 - 1;
/** Bayesian learns from finished trials: with more than a tenth in flight it mostly guesses. */
const BAYESIAN_PARALLEL_SHARE = 10;

/** Strategy, seed, early stopping and the resource limits of the tuning job. */
export function checkLimits(draft: ExperimentDraft, report: Report): void {
  const strategyKnown = checkStrategy(draft.strategy, report);
  checkWord(
    draft.trainingJobEarlyStoppingType,
    {
      path: ['training_job_early_stopping_type'],
      name: 'training_job_early_stopping_type',
      allowed: ['Off', 'Auto'],
    },
    report,
  );
  checkWholeNumber(
    draft.randomSeed,
    { path: ['random_seed'], name: 'random_seed', min: 0, max: MAX_SEED },
    report,
  );

  const limits = draft.resourceLimits ?? {};
  const total = checkTotal(limits.maxNumberOfTrainingJobs, draft.strategy, report);
  const parallel = checkParallel(limits.maxParallelTrainingJobs, report);
  checkTuningRuntime(limits.maxRuntimeInSeconds, report);
  if (total === undefined || parallel === undefined) return;
  if (parallel > total) {
    report.error(
      ['resource_limits', 'max_parallel_training_jobs'],
      'More Parallel Jobs Than Jobs',
      `max_parallel_training_jobs is ${groupThousands(parallel)} but max_number_of_training_jobs is ${groupThousands(total)}. Lower the first or raise the second.`,
    );
  } else if (
    strategyKnown &&
    draft.strategy === 'Bayesian' &&
    parallel > 1 &&
    parallel * BAYESIAN_PARALLEL_SHARE > total
  ) {
    report.warning(
      ['resource_limits', 'max_parallel_training_jobs'],
      'Parallel Jobs Learn Little',
      `Bayesian search learns from finished training jobs. With ${groupThousands(parallel)} of ${groupThousands(total)} running at once it learns less than it could: ${groupThousands(Math.max(1, Math.floor(total / BAYESIAN_PARALLEL_SHARE)))} or fewer at a time find better values in as many jobs, only later.`,
    );
  }
}

function checkStrategy(strategy: string | undefined, report: Report): boolean {
  if (strategy === 'Hyperband' || strategy === 'Grid') {
    report.error(
      ['strategy'],
      'Strategy Not Supported',
      `strategy "${strategy}" is SageMaker's but not yet supported here. Use "Bayesian" or "Random".`,
    );
    return false;
  }
  return checkWord(
    strategy,
    { path: ['strategy'], name: 'strategy', allowed: ['Bayesian', 'Random'] },
    report,
  );
}

function checkTotal(
  total: number | undefined,
  strategy: string | undefined,
  report: Report,
): number | undefined {
  const path = ['resource_limits', 'max_number_of_training_jobs'];
  const max = strategy === 'Bayesian' ? MAX_TRAINING_JOBS.Bayesian : MAX_TRAINING_JOBS.Random;
  const rule = { path, name: 'resource_limits.max_number_of_training_jobs', min: 1, max };
  if (!checkWholeNumber(total, rule, report)) return undefined;
  if (total > DEFAULT_TRAINING_JOBS_QUOTA && strategy === 'Random') {
    report.warning(
      path,
      'More Jobs Than the Default Quota',
      `max_number_of_training_jobs is ${groupThousands(total)}. An account may start ${String(DEFAULT_TRAINING_JOBS_QUOTA)} in one tuning job unless its quota was raised, up to ${groupThousands(MAX_TRAINING_JOBS.Random)} for Random. Ask for the quota first or lower the number.`,
    );
  }
  return total;
}

function checkParallel(parallel: number | undefined, report: Report): number | undefined {
  const path = ['resource_limits', 'max_parallel_training_jobs'];
  const rule = { path, name: 'resource_limits.max_parallel_training_jobs', min: 1, max: MAX_PARALLEL };
  if (!checkWholeNumber(parallel, rule, report)) return undefined;
  if (parallel > DEFAULT_PARALLEL_QUOTA) {
    report.warning(
      path,
      'More Parallel Jobs Than the Quota',
      `max_parallel_training_jobs is ${String(parallel)}. An account may run ${String(DEFAULT_PARALLEL_QUOTA)} at a time in one tuning job unless its quota was raised, up to ${String(MAX_PARALLEL)}. Ask for the quota first or lower the number.`,
    );
  }
  return parallel;
}

function checkTuningRuntime(seconds: number | undefined, report: Report): void {
  const path = ['resource_limits', 'max_runtime_in_seconds'];
  const name = 'resource_limits.max_runtime_in_seconds';
  const rule = { path, name, min: 120, max: MAX_TUNING_SECONDS, unit: 'seconds' };
  if (checkWholeNumber(seconds, rule, report) && seconds > DOCUMENTED_TUNING_SECONDS) {
    report.warning(
      path,
      'Runtime Exceeds 30-Day Limit',
      `${name} is ${groupThousands(seconds)}, but SageMaker documents a limit of 30 days (${groupThousands(DOCUMENTED_TUNING_SECONDS)} seconds) for a tuning job. Lower it to that.`,
    );
  }
}
