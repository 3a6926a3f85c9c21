import type { AwsSession } from '../../aws';
import { TuneformError } from '../../kernel';
import { selectBestTrainingJob, tuningJobOf } from '../../tuning';
import type { Contender, Objective, Prices } from '../../tuning';
import { SearchReader } from './search-reader';

interface Sought {
  readonly name: string;
  readonly tuningJobNames: readonly string[];
  readonly objective: Objective;
  readonly prices: Prices;
}

/** Returns a training job of the lineage by its name. Throws if it has no value of the objective, and so cannot be compared. */
export async function findContender(
  session: AwsSession,
  { name, tuningJobNames, objective, prices }: Sought,
  signal: AbortSignal,
): Promise<Contender> {
  const tuningJob = tuningJobOf(name, tuningJobNames) ?? name;
  const reader = new SearchReader(session, { objective, prices, ends: new Map() }, signal);
  const { trials, dataFingerprint } = await reader.read([tuningJob]);
  const trial = trials.find(({ trainingJobName }) => trainingJobName === name);
  if (trial !== undefined && selectBestTrainingJob([trial], objective) === trial) {
    return reader.describe(trial, dataFingerprint);
  }
  const why =
    trial === undefined
      ? `tuning job "${tuningJob}" lists no training job of that name`
      : `it has status ${trial.status} and no final value of ${objective.metric_name}`;
  throw new TuneformError(
    `The champion cannot be pinned to training job "${name}", because ${why}. Pin a completed one; ` +
      '`tuneform trials` lists them.',
    { code: 'PIN_NOT_ELIGIBLE', summary: 'Pinned Training Job Cannot Serve' },
  );
}
