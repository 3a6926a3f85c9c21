import { youngestId } from '../../aws';
import type { ObjectId, ObservedTrainingJob } from '../../aws';
import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown, parseDuration } from '../../plugin';
import type { ApplyResult, Context } from '../../plugin';
import { trainingJobCost } from '../../tuning';
import type { Prices, SmokeJudgement } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { shownTags } from '../shown-tags';
import { demandsOf, desiredTrainingJob } from './desired-training-job';
import { judgeTrainingJob } from './judge-training-job';
import { rememberObject } from './planned-continuation';
import { runTrainingJob } from './run-training-job';
import type { TrainingJobRun } from './run-training-job';
import type { trainingJobSchema } from './schema';
import { verdictText } from './verdict';
import type { Verdict } from './verdict';
import type { Decided, TrainingJobFinalPlan, TrainingJobState } from './types';

const DEFAULT_TIMEOUT_MS = 600_000;

type Result = ApplyResult<typeof trainingJobSchema>;

interface Settlement {
  readonly planned: TrainingJobFinalPlan;
  readonly configured: ProviderData;
  /** True if the job existed before, so that it is no news and state must not forget it. */
  readonly isExpected: boolean;
  readonly objectId: ObjectId;
}

/**
 * Runs a training job to its end and judges it. Every end but a pass is an error, because Terraform starts what depends on an object
 * only after a success. The object is in state all the same. After a failed creation Terraform replaces it, which launches nothing:
 * the name is a function of the specification, so the next apply finds this job, waits for it or reports it again.
 */
export async function settleTrainingJob(
  { planned, configured, isExpected, objectId }: Settlement,
  context: Context,
): Promise<Result> {
  const { session } = configured;
  const desired = desiredTrainingJob(planned, configured, objectId);
  const pollMs = parseDuration(planned.wait?.poll ?? '');
  const run = await runTrainingJob(
    session,
    {
      desired,
      timeoutMs: parseDuration(planned.wait?.timeout ?? '') ?? DEFAULT_TIMEOUT_MS,
      pollMs: pollMs !== undefined && pollMs > 0 ? pollMs : undefined,
      mayExist: isExpected,
    },
    context,
  );
  const { observed } = run;
  const answer = (decided: Decided, diagnostics: readonly Diagnostic[]): Result => ({
    state: stateOf(planned, decided, observed),
    // A job that could not be taken over stays the one of the object before, and this object stops it in its name.
    private: rememberObject(isOlder(observed?.objectId, objectId) ? observed?.objectId : objectId, observed),
    diagnostics: [...adopted(run, isExpected), ...diagnostics],
  });
  const waiting = (why: string): Result => {
    const status = observed?.status ?? 'Unconfirmed';
    return answer(undecided(observed, `${why}.`, configured.prices), [
      waitingError(desired.name, status, why),
    ]);
  };
  if (run.unfinished !== undefined || observed === undefined) {
    return waiting(run.unfinished ?? 'nothing answered');
  }
  const job = { observed, spec: desired.spec, demands: demandsOf(planned) };
  const judged = await judgeTrainingJob(session, job, context.signal);
  if (judged.kind === 'unread') return waiting(`it has ended, but could not be judged: ${judged.why}`);
  return answer(
    decidedBy(judged.judgement, { observed, prices: configured.prices }),
    judged.judgement.verdict === 'passed' ? [] : [failedError(planned, desired.name, judged.judgement)],
  );
}

const isOlder = (carried: ObjectId | undefined, mine: ObjectId): boolean =>
  carried !== undefined && youngestId(mine, carried) !== carried;

/** Returns what a judgement decides. */
export function decidedBy(
  {
    verdict,
    because,
    metrics,
    used,
  }: Omit<SmokeJudgement, 'verdict' | 'problems'> & { readonly verdict: Verdict },
  { observed, prices }: { readonly observed: ObservedTrainingJob; readonly prices: Prices },
): Decided {
  return {
    ...lookedAt(observed, prices),
    verdict: verdictText(verdict, because),
    metrics,
    used_hyper_parameters: used,
  };
}

function undecided(observed: ObservedTrainingJob | undefined, because: string, prices: Prices): Decided {
  return {
    ...lookedAt(observed, prices),
    verdict: verdictText('waiting', because),
    metrics: {},
    used_hyper_parameters: null,
  };
}

function lookedAt(observed: ObservedTrainingJob | undefined, prices: Prices) {
  const { billableSeconds } = observed ?? {};
  const cost = trainingJobCost({ billableSeconds, machines: observed?.machines ?? [] }, prices);
  return {
    status: observed?.status ?? 'Unconfirmed',
    model_data_url: observed?.modelDataUrl ?? null,
    // A hundredth of a cent; the rest is binary noise in a plan.
    cost_usd: cost === undefined ? null : Math.round(cost * 10_000) / 10_000,
  };
}

/** Returns the planned object with its unknown values filled in. */
function stateOf(
  planned: TrainingJobFinalPlan,
  decided: Decided,
  observed: ObservedTrainingJob | undefined,
): TrainingJobState {
  const filled = { ...decided, tags_all: shownTags(observed?.tags ?? {}) };
  const open = Object.entries(filled).filter(([name]) =>
    isUnknown(planned[name as keyof TrainingJobFinalPlan]),
  );
  return { ...planned, ...Object.fromEntries(open) } as TrainingJobState;
}

function adopted({ existed, observed }: TrainingJobRun, isExpected: boolean): readonly Diagnostic[] {
  if (!existed || isExpected || observed === undefined) return [];
  return [
    warningAt(
      [],
      'Adopted Existing Training Job',
      `Training job "${observed.name}" of the same owner, name and specification already exists with status ${observed.status}. ` +
        'Tuneform adopted it and launched nothing. To run it again, raise run. [TRAINING_JOB_ADOPTED]',
    ),
  ];
}

function waitingError(jobName: string, status: string, why: string): Diagnostic {
  return errorAt(
    [],
    'Smoke Run Not Finished',
    `Training job "${jobName}" (${status}) has not proven itself: ${why}. Nothing that depends on it was started. Nothing is lost ` +
      'either: the next apply continues with the same job, and destroying stops it. Raise wait.timeout to wait longer. ' +
      '[SMOKE_RUN_WAITING]',
  );
}

function failedError(
  { name }: { readonly name: unknown },
  jobName: string,
  { problems }: SmokeJudgement,
): Diagnostic {
  return errorAt(
    [],
    'Smoke Run Failed',
    `Smoke run "${String(name)}", training job "${jobName}": ${problems.join('\n')}\nNothing that depends on it was started. Correct the ` +
      'container or the specification; the next apply then runs it anew. Unchanged, it fails again without costing anything; raise ' +
      'run to pay for the same job again. [SMOKE_RUN_FAILED]',
  );
}
