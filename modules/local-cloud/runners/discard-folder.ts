import { messageOf } from '../../kernel';
import type { Logger } from '../../kernel';
import { removeFolder } from './remove-folder';

/** Removes a folder that is no longer needed. A failure is logged and blocks nothing. */
export async function discardFolder(folder: string, logger: Logger): Promise<void> {
  await removeFolder(folder).catch((error: unknown) =>
    logger.warn('folder left behind', { folder, error: messageOf(error) }),
  );
}
