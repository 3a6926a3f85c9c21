import { describeTuningJob, ownershipFromTags, reviewTuningJobs } from '../../aws';
import type { AwsSession } from '../../aws';
import { messageOf, warningAt } from '../../kernel';
import type { Diagnostic, Logger } from '../../kernel';
import { sentences, titleOf } from '../../tuning';
import type { Choice, ExperimentSpec, Finding } from '../../tuning';
import { decidedWithoutWarning, noWinner, searchMissingWarnings } from './search-warnings';
import type { ArtifactUse } from '../missing-artifact';
import type { Look, TuningJobEnds } from './look-at-search';
import type { ChampionState } from './types';

/** A champion that was just decided. */
interface Decided {
  readonly question: Pick<ChampionState, 'name'>;
  readonly ends: TuningJobEnds;
  readonly look: Extract<Look, { readonly kind: 'seen' }>;
  readonly choice: Pick<Choice, 'candidate' | 'because'>;
  /** Whether a search without a winner is an error. */
  readonly fails?: boolean;
}

interface Work {
  readonly session: AwsSession;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Returns what a practitioner should know about the search that a champion was just decided from: deleted records, that there is no
 * winner and why, and what would go unnoticed otherwise. A review that fails changes nothing, so it is only logged.
 */
export async function decisionWarnings(
  { question, ends, look, choice, fails = false }: Decided,
  work: Work,
): Promise<readonly Diagnostic[]> {
  const { without, trials } = look;
  const isSeen = [...ends.values()].some((status) => status !== 'Missing');
  const winnerless = (isSeen || fails) && choice.candidate === null;
  let findings: readonly Finding[] = [];
  let experiment = question.name;
  const { objective } = look.sight;
  try {
    const search = await describeSearch(ends, work);
    experiment = search.experiment ?? question.name;
    if (objective !== undefined) {
      findings = await reviewTuningJobs(work.session, { spec: search.spec, objective, trials }, work.signal);
    }
  } catch (error) {
    work.logger.warn('the search could not be reviewed', { error: messageOf(error) });
  }
  const told = findings.filter(({ severity }) => severity !== 'note');
  return [
    ...searchMissingWarnings(ends),
    ...(winnerless
      ? [noWinner(ends, { because: choice.because, findings: told, fails })]
      : told.map((one) => warningOf(one, experiment))),
    ...(without.length > 0 ? [decidedWithoutWarning(without)] : []),
  ];
}

function warningOf(finding: Finding, experiment: string): Diagnostic {
  const { code, evidence, remedy } = finding;
  return warningAt([], titleOf(finding, experiment), `${sentences(evidence, remedy)} [${code}]`);
}

/** All tuning jobs of a search have one specification, so any record tells. */
async function describeSearch(
  ends: TuningJobEnds,
  { session, signal }: Work,
): Promise<{ readonly spec?: ExperimentSpec | undefined; readonly experiment?: string | undefined }> {
  for (const [name, status] of ends) {
    if (status === 'Missing') continue;
    const job = await describeTuningJob(session, name, signal);
    if (job !== undefined) return { spec: job.spec, experiment: ownershipFromTags(job.tags)?.experiment };
  }
  return {};
}

/**
 * Returns the use of a new champion's artifact. It is looked at only when a champion is chosen: from then on the endpoint that
 * serves it looks.
 */
export function promotedArtifact(name: string, { current }: Choice): ArtifactUse {
  return { who: `Champion "${name}"`, uri: current?.model_data_url ?? null, then: 'it cannot be deployed' };
}
