import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findHostPython } from './host-python';
import { pythonEnvironment } from './python-environment';
import type { PythonEnvironmentOptions } from './python-environment';

/**
 * Returns the folder of executables of the Python that replaces an image's: with the packages of its requirements, if it has any,
 * else this machine's own. The interpreter's real folder, so that no version manager's wrapper starts each time; undefined without
 * Python.
 */
export async function imagePython(
  requirementsFile: string,
  options: PythonEnvironmentOptions,
): Promise<string | undefined> {
  if (existsSync(requirementsFile)) return join(await pythonEnvironment(requirementsFile, options), 'bin');
  const python = await findHostPython().catch(() => undefined);
  return python === undefined ? undefined : dirname(python.executable);
}
