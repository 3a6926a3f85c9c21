import { hasTrials } from '../../aws';
import type { AwsSession } from '../../aws';

/** The proof that a search without a record was launched. A caller who may not list training jobs has none. */
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
