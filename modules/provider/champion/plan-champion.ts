import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isKnown, isUnknown, knownMembers, sameValue, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest } from '../../plugin';
import { chooseChampion, isRejected, newestSearch } from '../../tuning';
import type { SearchSight } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { decidedBefore, decidedOf, servedBy, undecided } from './decided-of';
import { decodeKept, sightOf } from './kept';
import type { Kept } from './kept';
import { lineageProblems } from './lineage-problems';
import { lookAtSearch } from './look-at-search';
import { approvalOf, controlOf, standingOf, waitsFor } from './question';
import { isNewSearch, objectiveToJudgeBy, recorded } from './recorded-search';
import { resolvePin } from './resolve-pin';
import type { championSchema } from './schema';
import { QUESTION } from './types';
import type { ChampionPlan, ChampionState, Question } from './types';

type Request = Omit<PlanRequest<typeof championSchema, ProviderData>, 'config'>;
type Answer = PlanAnswer<typeof championSchema>;

/** What a plan decides from, and how it asks if that is not enough. */
interface Planning {
  readonly prior: ChampionState | null;
  readonly kept: Kept;
  readonly configured: ProviderData | undefined;
  readonly signal: AbortSignal;
}

/**
 * Plans a champion. What the configuration, state and the last refresh tell is chosen here and known in the plan, so that
 * a reviewer sees the model before it serves. Only approval `automatic` leaves the choice of a search that this apply waits
 * for to the apply.
 */
export async function planChampion(
  { planned, prior, configured, private: bytes }: Request,
  signal: AbortSignal,
): Promise<Answer> {
  const problems = lineageProblems(planned);
  const kept = decodeKept(bytes);
  const diagnostics = [
    ...problems,
    ...ownerChanged(planned, prior, { from: kept.owner, to: configured?.owner }),
  ];
  const decided =
    problems.length > 0 ? undecided(prior) : await decide(planned, { prior, kept, configured, signal });
  return { planned: { ...planned, ...decided }, diagnostics };
}

async function decide(planned: ChampionPlan, planning: Planning) {
  const { prior, kept } = planning;
  const question = knownMembers(planned, QUESTION);
  if (question === undefined) return partlyKnown(planned, prior);
  const asksAgain =
    prior === null ||
    fails(planned, prior) ||
    QUESTION.some((name) => !sameValue(question[name], prior[name]));
  const told = sightOf(kept, question);
  if (!asksAgain && !isNews(prior, told)) return decidedBefore(prior);
  const pin = await resolvePin(question, planning);
  if (isUnknown(pin)) return undecided(prior);
  const isNew = told === undefined && (await isNewSearch(question, prior, planning));
  const objective = told?.objective ?? (await objectiveToJudgeBy(question, planning));
  const search =
    told ?? sightOf(kept, question, objective) ?? (isNew ? undefined : recorded(prior, objective));
  if (search === undefined && approvalOf(question) === 'automatic' && isNew) {
    return { ...undecided(prior), ...(pin !== null && { current: pin, ...servedBy(pin) }) };
  }
  const sufficient = search && (await beyondRejected(search, question, planning));
  const names = newestSearch(question.tuning_job_names);
  const choice = chooseChampion(
    controlOf(question, pin),
    standingOf(prior, kept),
    sufficient,
    waitsFor(names),
  );
  const decided = decidedOf(choice, prior);
  return fails(planned, decided) ? { ...decided, status: unknown } : decided;
}

/**
 * An apply that fails for want of a winner fails again until there is one: a pipeline that is run again must not pass. So the plan
 * leaves the status to the apply, which makes Terraform call it.
 */
const fails = ({ fail_on: failOn }: ChampionPlan, { verdict }: Pick<ChampionState, 'verdict'>): boolean =>
  failOn === 'no_winner' && verdict === 'no winner';

/** Returns whether a refresh has seen the end of a search that state has not settled. */
function isNews(prior: ChampionState, seen: SearchSight | undefined): boolean {
  if (seen === undefined) return false;
  // The record of a job in status Missing may come late.
  return prior.status === 'InProgress' || (prior.status === 'Missing' && seen.end !== 'Missing');
}

/**
 * What the configuration takes from resources that do not exist yet. An unseen model is served only if
 * approval is automatic, or if a name that is not known yet decides.
 */
function partlyKnown(planned: ChampionPlan, prior: ChampionState | null) {
  const { approval, pin, reject } = planned;
  const isDecisive = !isKnown(approval) || !isKnown(pin) || !isKnown(reject);
  if (isDecisive || approval === 'automatic' || pin !== null) return undecided(prior);
  const current = prior?.current ?? null;
  if (current !== null && isRejected(current, (reject ?? []) as readonly string[])) {
    return undecided(prior);
  }
  const held = decidedOf(
    {
      status: 'InProgress',
      verdict: 'wait',
      because: '',
      candidate: prior?.candidate ?? null,
      current: prior?.current ?? null,
    },
    prior,
  );
  // Which jobs it waits for is known later; a champion that stands keeps its reason.
  return held.verdict === 'wait' ? { ...held, because: unknown } : held;
}

/** Asks for more training jobs of an ended search if all that are kept are rejected. */
async function beyondRejected(
  search: SearchSight,
  question: Question,
  { configured, signal }: Planning,
): Promise<SearchSight> {
  const reject = question.reject ?? [];
  const isEnough = search.complete || search.contenders.some((one) => !isRejected(one, reject));
  if (isEnough || configured === undefined) return search;
  const { session, prices } = configured;
  const look = await lookAtSearch(
    session,
    {
      tuningJobNames: search.tuning_job_names,
      sought: { objective: search.objective },
      ends: new Map(),
      hasChampion: true,
      reject,
      prices,
    },
    signal,
  );
  return look.kind === 'seen' ? { ...look.sight, end: search.end } : search;
}

/** Another owner has different searches; the warning tells the reviewer why the champion is chosen again. */
function ownerChanged(
  planned: ChampionPlan,
  prior: ChampionState | null,
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
): readonly Diagnostic[] {
  if (prior === null || from === undefined || to === undefined || from === to) return [];
  if (sameValue(planned.tuning_job_names, prior.tuning_job_names)) return [];
  return [
    warningAt(
      [],
      'Owner Changed',
      `The provider's owner was "${from}" when champion "${prior.name}" was last applied and is "${to}" now. The new owner has ` +
        'its own searches, so the champion is chosen again. The current champion stays until a candidate beats it.',
    ),
  ];
}
