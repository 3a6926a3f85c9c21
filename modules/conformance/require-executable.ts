import { accessSync, constants, statSync } from 'node:fs';
import { TuneformError } from '../kernel';

/**
 * Throws unless `file` is an executable file: `EXECUTABLE_NOT_FOUND` if it does not exist, `NOT_EXECUTABLE` if it is a
 * folder or lacks the permission.
 */
export function requireExecutable(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new TuneformError(`${file} does not exist. Build the provider first, or fix the path.`, {
      code: 'EXECUTABLE_NOT_FOUND',
      summary: 'Executable Not Found',
    });
  }
  if (!found.isFile()) {
    throw notExecutable(`${file} is not a file. Give the path of the provider's executable.`);
  }
  try {
    accessSync(file, constants.X_OK);
  } catch (error) {
    throw notExecutable(
      `${file} is not executable, so Terraform could not start it either. Run chmod +x on it.`,
      error,
    );
  }
}

const notExecutable = (message: string, cause?: unknown): TuneformError =>
  new TuneformError(message, { code: 'NOT_EXECUTABLE', summary: 'Not Executable', cause });
