import { isAwsError } from '../../aws';
import type { BoardEntry } from '../../aws';
import { errorAt, messageOf, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineResource, isKnown, parseDuration } from '../../plugin';
import type { ApplyResult, Context } from '../../plugin';
import type { Convergence } from '../../reconcile';
import { isTerminal } from '../../tuning';
import type { Configured } from '../configured';
import { placeDiagnostics } from '../place-diagnostics';
import { awaitSearch } from './await-search';
import { planChampion } from './plan-champion';
import { CONFIRMED, incumbentOf, rememberPromotion } from './refreshed-promotion';
import { championSchema } from './schema';
import { settleChampion, waitingChampion } from './settle-champion';
import type { ChampionConfig, ChampionFinalPlan, ChampionState, Contender } from './types';

const DEFAULT_TIMEOUT_MS = 600_000;

/** `tuneform_champion`: waits for a search, never launches or stops one, and never loses a champion. */
export const championResource = defineResource<typeof championSchema, Configured>({
  typeName: 'tuneform_champion',
  schema: championSchema,

  validate: ({ config }) => placeDiagnostics(validateChampion(config)),

  plan: (request) => planChampion(request),

  create: ({ planned, configured }, context) => decide({ planned, current: null, configured }, context),

  async read({ state, configured }, { signal }) {
    if (state.status !== 'InProgress') return { state };
    const newest = state.tuning_job_names.at(-1) ?? '';
    const seen = await configured.board.look(newest, signal);
    if (seen === undefined || !isTerminal(seen.status)) return { state };
    // The search ended since the last apply: the next plan shows the concrete winner and what follows from it.
    const decided = await settleChampion(
      configured.session,
      { question: state, status: seen.status, current: state.current },
      signal,
    );
    const promoted = decided.training_job_name !== state.training_job_name;
    return {
      state: { ...state, ...decided },
      ...(promoted && { private: rememberPromotion({ before: state.current }) }),
    };
  },

  async update({ planned, prior, configured, private: kept }, context) {
    if (isKnown(planned.status)) {
      return { state: planned as unknown as ChampionState, private: CONFIRMED };
    }
    const current = incumbentOf(planned, prior, kept);
    const decided = await decide({ planned, current, configured }, context);
    return { ...decided, private: CONFIRMED };
  },

  delete: () => Promise.resolve({}),
});

function validateChampion(config: ChampionConfig): readonly Diagnostic[] {
  const { tuning_job_names: names, gate } = config;
  const problems: Diagnostic[] = [];
  if (isKnown(names) && names.length === 0) {
    problems.push(
      errorAt(
        ['tuning_job_names'],
        'No Tuning Job',
        'A champion is chosen from at least one tuning job. Hand over the tuning_job_names of a tuneform_experiment.',
      ),
    );
  }
  const improvement = isKnown(gate) ? gate?.minimum_improvement : undefined;
  if (typeof improvement === 'number' && improvement < 0) {
    problems.push(
      errorAt(
        ['gate', 'minimum_improvement'],
        'Number Out Of Range',
        `${String(improvement)} is negative. How much better a candidate must be is 0 or more, whichever way the objective points.`,
      ),
    );
  }
  return problems;
}

interface Decision {
  readonly planned: ChampionFinalPlan;
  readonly current: Contender | null;
  readonly configured: Configured;
}

/**
 * Waits and settles. Whatever keeps it from settling (time, an interrupt, expired credentials) is a success with a
 * warning: the search goes on, and the next refresh or apply picks it up.
 */
async function decide(
  { planned, current, configured }: Decision,
  { signal, logger }: Context,
): Promise<ApplyResult<typeof championSchema>> {
  const { session, board } = configured;
  const question = planned as unknown as ChampionState;
  const name = question.tuning_job_names.at(-1) ?? '';
  const pollMs = parseDuration(question.wait?.poll ?? '');
  const waiting = (because: string, diagnostic: Diagnostic): ApplyResult<typeof championSchema> => ({
    state: { ...question, id: question.name, ...waitingChampion(current, because) },
    diagnostics: [diagnostic],
  });
  const end = await awaitSearch(board, {
    tuningJobName: name,
    timeoutMs: parseDuration(question.wait?.timeout ?? '') ?? DEFAULT_TIMEOUT_MS,
    ...(pollMs !== undefined && pollMs > 0 && { pollMs }),
    clock: session.clock,
    signal,
    onProgress: (entry) => logger.debug('waiting for tuning job', { name, ...entry }),
  });
  if (end.outcome !== 'converged' || end.status === undefined) return unsettled(end, name, waiting);
  try {
    const decided = await settleChampion(session, { question, status: end.status.status, current }, signal);
    return {
      state: { ...question, id: question.name, ...decided },
      diagnostics: decided.candidate === null ? [noWinnerWarning(name, end.status, decided.because)] : [],
    };
  } catch (error) {
    if (!signal.aborted && !isAwsError(error, 'credentials expired', 'interrupted')) throw error;
    return unsettled({ outcome: 'interrupted', status: end.status, reason: messageOf(error) }, name, waiting);
  }
}

type Waiting = (because: string, diagnostic: Diagnostic) => ApplyResult<typeof championSchema>;

function unsettled(
  end: Convergence<BoardEntry>,
  name: string,
  waiting: Waiting,
): ApplyResult<typeof championSchema> {
  const expired = isAwsError(end.error, 'credentials expired');
  if (end.outcome === 'failed' && !expired) throw end.error;
  const why = expired
    ? 'the credentials expired while waiting'
    : end.outcome === 'interrupted'
      ? 'Terraform was interrupted while waiting'
      : 'the wait timed out';
  const progress =
    end.status === undefined
      ? 'it has not been launched yet or could not be read'
      : `status ${end.status.status}, ${String(end.status.completed)} training jobs completed`;
  const sentence = `tuning job ${name} goes on (${progress}); ${why}`;
  return waiting(
    sentence,
    warningAt(
      [],
      'Champion Not Decided Yet',
      `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}. Nothing is lost: the next plan or apply picks the ` +
        'search up where it is. Raise wait.timeout to wait longer. [CHAMPION_WAITING]',
    ),
  );
}

function noWinnerWarning(name: string, seen: NonNullable<BoardEntry>, because: string): Diagnostic {
  return warningAt(
    [],
    'Search Without A Winner',
    `Tuning job "${name}" ended with status ${seen.status} and no winner: ${because}. The champion so far, if any, ` +
      'stays. Check that the objective’s metric definition matches a line the container prints, and the logs of ' +
      'its training jobs. [NO_WINNER]',
  );
}
