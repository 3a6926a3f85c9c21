import type { AwsSession } from '../../aws';
import { selectBestTrainingJob, tuningJobOf } from '../../tuning';
import type { Contender, Objective, Prices } from '../../tuning';
import { SearchReader } from './search-reader';

interface Sought {
  readonly name: string;
  readonly tuningJobNames: readonly string[];
  readonly objective: Objective;
  readonly prices: Prices;
}

/** Returns a training job of the lineage by its name, or why it cannot be compared: it has no value of the objective. */
export async function findContender(
  session: AwsSession,
  { name, tuningJobNames, objective, prices }: Sought,
  signal: AbortSignal,
): Promise<{ readonly contender: Contender } | { readonly why: string }> {
  const tuningJob = tuningJobOf(name, tuningJobNames) ?? name;
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
