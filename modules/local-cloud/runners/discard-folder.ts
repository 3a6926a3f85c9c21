import { messageOf } from '../../kernel';
import type { Logger } from '../../kernel';
import { removeFolder } from './remove-folder';

/** Removes a folder nobody needs any more. One that cannot be removed is named in the log and holds up nothing. */
export async function discardFolder(folder: string, logger: Logger): Promise<void> {
  await removeFolder(folder).catch((error: unknown) =>
    logger.warn('folder left behind', { folder, error: messageOf(error) }),
  );
}
