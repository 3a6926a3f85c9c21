import { TuneformError } from '../../kernel';
import { unknown } from '../../plugin';
import type { Contender } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { findContender } from './find-contender';
import type { Kept } from './kept';
import { given } from './own-objective';
import type { ChampionState, Question } from './types';

interface Known {
  readonly prior: ChampionState | null;
  readonly kept: Kept;
  readonly configured: ProviderData | undefined;
  readonly signal: AbortSignal;
}

/**
 * Returns the training job that `pin` names, or null without a pin. Asks the service only for one that is neither in state nor
 * among what the champion keeps; unknown if that takes a provider that is not configured yet.
 */
export async function resolvePin(
  question: Question,
  { prior, kept, configured, signal }: Known,
): Promise<Contender | null | typeof unknown> {
  const { pin, tuning_job_names: tuningJobNames } = question;
  if (pin === null) return null;
  const { sight, previous = [] } = kept;
  const ofSearch = sight === undefined ? [] : [...sight.contenders, ...sight.earlier];
  const known = [prior?.current, prior?.candidate, ...previous, ...ofSearch];
  const found = known.find((one) => one?.training_job_name === pin);
  if (found) return found;
  if (configured === undefined) return unknown;
  const { session, prices } = configured;
  const objective = question.objective && given(question.objective);
  const sought = await findContender(session, { name: pin, tuningJobNames, objective, prices }, signal);
  if ('contender' in sought) return sought.contender;
  throw new TuneformError(
    `The champion cannot be pinned to training job "${pin}", because ${sought.why}. Pin a completed one; ` +
      '`tuneform trials` lists them.',
    { code: 'PIN_NOT_ELIGIBLE', summary: 'Pinned Training Job Cannot Serve' },
  );
}
