import type { ExperimentDraft, Strategy } from '../../experiment/spec';
import { groupThousands } from '../../money';
import {
  MOST_PARALLEL_JOBS,
  MOST_TRAINING_JOBS,
  USUAL_PARALLEL_JOBS,
  USUAL_TRAINING_JOBS,
} from '../../service-limits';
import { checkWholeNumber } from '../attributes/check-number';
import type { Report } from '../report';

/** The documented limit of 30 days is tighter than the API model's number. */
const DOCUMENTED_TUNING_SECONDS = 2_592_000;
/** Bayesian search learns from finished trials: with more than a tenth in progress it mostly guesses. */
const BAYESIAN_PARALLEL_SHARE = 10;

/** Checks the resource limits against each other, the strategy, and the account's usual quotas. */
export function checkLimits(draft: ExperimentDraft, report: Report): void {
  const limits = draft.resource_limits ?? {};
  const total = checkTotal(limits.max_number_of_training_jobs ?? undefined, draft.strategy, report);
  const { max_parallel_training_jobs: parallel } = limits;
  checkParallel(parallel, report);
  checkTuningRuntime(limits.max_runtime_in_seconds ?? undefined, report);
  if (total === undefined || parallel === undefined) return;
  if (parallel > total) {
    report.error(
      ['resource_limits', 'max_parallel_training_jobs'],
      'More Parallel Jobs Than Jobs',
      `max_parallel_training_jobs is ${groupThousands(parallel)} but max_number_of_training_jobs is ${groupThousands(total)}. Lower the first or raise the second.`,
    );
  } else if (draft.strategy === 'Bayesian' && parallel > 1 && parallel * BAYESIAN_PARALLEL_SHARE > total) {
    report.warning(
      ['resource_limits', 'max_parallel_training_jobs'],
      'Parallel Jobs Learn Little',
      `Bayesian search learns from finished training jobs. With ${groupThousands(parallel)} of ${groupThousands(total)} running at once it learns less than it could: at most ${groupThousands(Math.max(1, Math.floor(total / BAYESIAN_PARALLEL_SHARE)))} at a time is better with the same number of jobs, but takes longer.`,
    );
  }
}

function checkTotal(
  total: number | undefined,
  strategy: ExperimentDraft['strategy'],
  report: Report,
): number | undefined {
  const path = ['resource_limits', 'max_number_of_training_jobs'];
  if (total === undefined) return undefined;
  const max = strategy === undefined ? undefined : MOST_TRAINING_JOBS[strategy as Strategy];
  const rule = { path, name: `${path.join('.')} of strategy "${String(strategy)}"`, min: 1 };
  if (max !== undefined && !checkWholeNumber(total, { ...rule, max }, report)) return undefined;
  if (total > USUAL_TRAINING_JOBS && strategy === 'Random') {
    report.warning(
      path,
      'More Jobs Than the Default Quota',
      `max_number_of_training_jobs is ${groupThousands(total)}. An account may start ${String(USUAL_TRAINING_JOBS)} in one tuning job unless its quota was raised, up to ${groupThousands(MOST_TRAINING_JOBS.Random)} for Random. Ask for the quota first or lower the number.`,
    );
  }
  return total;
}

function checkParallel(parallel: number | undefined, report: Report): void {
  const path = ['resource_limits', 'max_parallel_training_jobs'];
  if (parallel !== undefined && parallel > USUAL_PARALLEL_JOBS) {
    report.warning(
      path,
      'More Parallel Jobs Than the Quota',
      `max_parallel_training_jobs is ${String(parallel)}. An account may run ${String(USUAL_PARALLEL_JOBS)} at a time in one tuning job unless its quota was raised, up to ${String(MOST_PARALLEL_JOBS)}. Ask for the quota first or lower the number.`,
    );
  }
}

function checkTuningRuntime(seconds: number | undefined, report: Report): void {
  const path = ['resource_limits', 'max_runtime_in_seconds'];
  const name = 'resource_limits.max_runtime_in_seconds';
  if (seconds !== undefined && seconds > DOCUMENTED_TUNING_SECONDS) {
    report.warning(
      path,
      'Runtime Exceeds 30-Day Limit',
      `${name} is ${groupThousands(seconds)}, but SageMaker documents a limit of 30 days (${groupThousands(DOCUMENTED_TUNING_SECONDS)} seconds) for a tuning job. Lower it to that.`,
    );
  }
}
