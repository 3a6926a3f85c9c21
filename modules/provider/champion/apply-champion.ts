import { isKnown, isUnknown, whollyKnown } from '../../plugin';
import type { ApplyResult, Context } from '../../plugin';
import type { Diagnostic } from '../../kernel';
import { chooseChampion, newestSearch } from '../../tuning';
import type { SearchSight } from '../../tuning';
import { artifactMissingWarnings } from '../missing-artifact';
import type { ProviderData } from '../provider-data';
import { awaitEnd } from './await-end';
import { decidedOf } from './decided-of';
import { decodeKept, encodeKept, previousAfter, withSight } from './kept';
import type { Kept } from './kept';
import { controlOf, standingOf, waitsFor } from './question';
import { resolvePin } from './resolve-pin';
import { decisionWarnings, promotedArtifact } from './review-champion';
import type { championSchema } from './schema';
import { endedWarning } from './search-warnings';
import type { ChampionFinalPlan, ChampionState } from './types';

type Result = ApplyResult<typeof championSchema>;

interface Apply {
  readonly planned: ChampionFinalPlan;
  readonly prior: ChampionState | null;
  readonly configured: ProviderData;
  /** The champion's private bytes, as the plan left them. */
  readonly private: Uint8Array | undefined;
}

/**
 * Records what the plan has chosen. If the plan left the choice to the apply, which it does only with approval `automatic` or for
 * names that it did not know, waits for the search and chooses.
 *
 * If the time runs out, Terraform is interrupted or the credentials expire, it succeeds with a warning: the search continues,
 * and the plan after its end shows the winner. The same holds for a search that does not exist and that nothing proves to
 * have existed.
 */
export async function applyChampion(apply: Apply, context: Context): Promise<Result> {
  const { planned, prior, configured } = apply;
  const { signal, logger } = context;
  const before: Kept = { ...decodeKept(apply.private), owner: configured.owner };
  const record = (state: ChampionState, kept: Kept, diagnostics: readonly Diagnostic[] = []): Result => ({
    state,
    private: encodeKept(withPrevious(kept, prior, state)),
    diagnostics,
  });
  // What the plan has shown is what is recorded.
  if (isKnown(planned.status) && planned.status !== 'InProgress') return record(whollyKnown(planned), before);
  const mayChoose = !isKnown(planned.verdict);
  const end = await awaitEnd(planned, { prior, kept: before, configured, mayChoose }, context);
  const { kept } = end;
  const choose = async (search: SearchSight | undefined, waits: string) => {
    const pin = await resolvePin(planned, { prior, kept, configured, signal });
    if (isUnknown(pin)) throw new RangeError('a configured provider finds a pinned training job or fails');
    return chooseChampion(controlOf(planned, pin), standingOf(prior, kept), search, waits);
  };
  const held = async (because: string): Promise<ChampionState> =>
    isKnown(planned.status) && isKnown(planned.because)
      ? whollyKnown(planned)
      : { ...planned, ...decidedOf(await choose(undefined, because), prior) };
  const waits = waitsFor(newestSearch(planned.tuning_job_names));
  if (end.kind === 'undecided') {
    return record(await held(mayChoose ? end.because : waits), kept, [end.warning]);
  }
  const { look, ends } = end;
  const seen = withSight(kept, look.sight);
  const fails = planned.fail_on === 'no_winner';
  if (!mayChoose && isKnown(planned.status)) {
    return record(await held(waits), seen, [endedWarning(planned.name)]);
  }
  const choice = await choose(look.sight, '');
  const { session } = configured;
  const decided = decidedOf(choice, prior);
  // The plan has said that the search has no winner, and left to the apply that this is an error.
  const state = mayChoose ? { ...planned, ...decided } : whollyKnown({ ...planned, status: decided.status });
  return record(state, seen, [
    ...(await decisionWarnings(
      { question: planned, ends, look, choice, fails },
      { session, signal, logger },
    )),
    ...(choice.verdict === 'promote'
      ? await artifactMissingWarnings(session, promotedArtifact(planned.name, choice), signal)
      : []),
  ]);
}

function withPrevious(kept: Kept, prior: ChampionState | null, state: ChampionState): Kept {
  const previous = previousAfter(kept.previous ?? [], {
    before: prior?.current ?? null,
    after: state.current,
    nameOf: (one) => one.training_job_name,
  });
  return previous.length === 0 ? kept : { ...kept, previous };
}
