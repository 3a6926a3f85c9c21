import { systemClock, TuneformError } from '../../kernel';
import { claimFolder } from '../../machine';

/**
 * Takes the state folder for the life of this local cloud, before anything in it is opened, ended or swept: two on one
 * folder would each take the other's trials for left-overs. Answers how to give the folder back.
 */
export async function ownFolder(directory: string): Promise<() => void> {
  const claim = await claimFolder(directory, systemClock);
  if (claim.held) return claim.release;
  throw new TuneformError(
    `Process ${String(claim.owner.pid)} already serves ${directory}. Use that local cloud, stop it first, or name another folder.`,
    { code: 'DIRECTORY_IN_USE', summary: 'Local Cloud Already Running' },
  );
}
