import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { TuneformError } from '../../kernel';

/**
 * Makes the folder of a local cloud and closes it to every other user of the machine: it holds data, hyperparameters and the
 * secret that lets a client run programs as its owner. Everything below is closed with it, whatever its own mode.
 */
export function prepareStateFolder(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const owner = statSync(directory).uid;
  const self = process.geteuid?.();
  if (self !== undefined && self !== 0 && owner !== self) {
    throw new TuneformError(
      `${directory} belongs to another user of this machine (user ${String(owner)}), who could read and change everything in it. ` +
        'Choose a folder of your own: npx tuneform local start --directory <folder>',
      { code: 'STATE_FOLDER_FOREIGN', summary: 'Folder Belongs to Another User' },
    );
  }
  chmodSync(directory, 0o700);
}
