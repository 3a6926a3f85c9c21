import { TuneformError } from '../../kernel';
import { postOwnPage } from './post-own-page';
import type { Addressed } from './post-own-page';

/** What happens to the instance of a training job. */
export interface Loss {
  readonly job: string;
  readonly how: 'reclaimed' | 'failed';
  /** Seconds until there is another instance. */
  readonly away: number;
}

/** Asks a local cloud to take the instance of a training job away. Rejects with INSTANCE_NOT_LOST and its reason. */
export async function loseInstance(running: Addressed, loss: Loss): Promise<void> {
  const problem = await postOwnPage(running, 'lost-instances', { ...loss });
  if (problem === undefined) return;
  throw new TuneformError(problem, { code: 'INSTANCE_NOT_LOST', summary: 'Instance Not Taken Away' });
}
