import { describeTuningJob, ownershipFromTags, reviewTuningJobs } from '../../aws';
import type { AwsSession } from '../../aws';
import { messageOf, warningAt } from '../../kernel';
import type { Diagnostic, Logger } from '../../kernel';
import { sentences, titleOf } from '../../tuning';
import type { ExperimentSpec, Finding } from '../../tuning';
import { decidedWithoutWarning, noWinner, searchMissingWarnings } from './search-warnings';
import { objectiveOf } from './settle-champion';
import type { Settled, TuningJobEnds } from './settle-champion';
import type { ChampionState, Question } from './types';

/** A champion that was just decided. */
interface Decided {
  readonly question: Question & Pick<ChampionState, 'name'>;
  readonly ends: TuningJobEnds;
  readonly settled: Extract<Settled, { readonly kind: 'settled' }>;
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
  { question, ends, settled, fails = false }: Decided,
  work: Work,
): Promise<readonly Diagnostic[]> {
  const { decided, without, trials } = settled;
  const isSeen = [...ends.values()].some((status) => status !== 'Missing');
  const winnerless = (isSeen || fails) && decided.candidate === null;
  let findings: readonly Finding[] = [];
  let experiment = question.name;
  const objective = objectiveOf(question);
  try {
    const search = await describeSearch(ends, work);
    experiment = search.experiment ?? question.name;
    findings = await reviewTuningJobs(work.session, { spec: search.spec, objective, trials }, work.signal);
  } catch (error) {
    work.logger.warn('the search could not be reviewed', { error: messageOf(error) });
  }
  const told = findings.filter(({ severity }) => severity !== 'note');
  return [
    ...searchMissingWarnings(ends),
    ...(winnerless
      ? [noWinner(ends, { because: decided.because, findings: told, fails })]
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
