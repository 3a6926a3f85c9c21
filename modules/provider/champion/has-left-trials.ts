import { hasTrials } from '../../aws';
import type { AwsSession } from '../../aws';

/** Returns whether training jobs prove that a search without a record was launched; false also if the caller may not list them. */
export async function hasLeftTrials(
  session: AwsSession,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return await hasTrials(session, tuningJobName, signal);
  } catch {
    return false;
  }
}
