import { accessSync, constants, statSync } from 'node:fs';
import { TuneformError } from '../kernel';

/**
 * Throws where `file` is not an executable file: `EXECUTABLE_NOT_FOUND` when nothing is there, `NOT_EXECUTABLE` when it is
 * a folder or lacks the permission.
 */
export function requireExecutable(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new TuneformError(`There is no file ${file}. Build the provider first, or correct the path.`, {
      code: 'EXECUTABLE_NOT_FOUND',
      summary: 'Executable Not Found',
    });
  }
  if (!found.isFile()) throw notExecutable(`${file} is not a file. Name the provider's executable itself.`);
  try {
    accessSync(file, constants.X_OK);
  } catch (error) {
    throw notExecutable(
      `${file} may not be executed. Terraform could not start it either: chmod +x it.`,
      error,
    );
  }
}

const notExecutable = (message: string, cause?: unknown): TuneformError =>
  new TuneformError(message, { code: 'NOT_EXECUTABLE', summary: 'Not Executable', cause });
