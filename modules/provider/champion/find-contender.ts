import type { AwsSession } from '../../aws';
import { selectBestTrainingJob, tuningJobOf } from '../../tuning';
import type { Contender, Objective, Prices } from '../../tuning';
import { ownObjective } from './own-objective';
import { SearchReader } from './search-reader';

interface Candidate {
  readonly name: string;
  readonly tuningJobNames: readonly string[];
  /** What to compare by; `null` for what its search itself was asked for. */
  readonly objective: Objective | null;
  readonly prices: Prices;
}

/** Returns a training job of the lineage by its name, or why it cannot be compared: it has no value of the objective. */
export async function findContender(
  session: AwsSession,
  { name, tuningJobNames, objective: asked, prices }: Candidate,
  signal: AbortSignal,
): Promise<{ readonly contender: Contender } | { readonly why: string }> {
  const tuningJob = tuningJobOf(name, tuningJobNames) ?? name;
  const { objective, several } =
    asked === null ? await ownObjective(session, [tuningJob], signal) : { objective: asked };
  if (objective === undefined) {
    return { why: several ?? `the objective of tuning job "${tuningJob}" cannot be read` };
  }
  const reader = new SearchReader(session, { objective, prices, ends: new Map() }, signal);
  const { trials, dataFingerprint } = await reader.read([tuningJob]);
  const trial = trials.find(({ trainingJobName }) => trainingJobName === name);
  if (trial !== undefined && selectBestTrainingJob([trial], objective) === trial) {
    return { contender: await reader.describe(trial, dataFingerprint) };
  }
  const why =
    trial === undefined
      ? `tuning job "${tuningJob}" lists no training job of that name`
      : `it has status ${trial.status} and no final value of ${objective.metric_name}`;
  return { why };
}
