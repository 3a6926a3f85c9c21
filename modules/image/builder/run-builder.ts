import { inheritedEnvironment, runProgram } from '../../machine';
import type { RunRequest, RunResult } from '../../machine';

/**
 * Runs an image builder in a group of its own, so that what it starts ends with it.
 *
 * @param request its `env` is added to what a builder gets of this process's environment.
 */
export function runBuilder(
  request: Omit<RunRequest, 'env' | 'ownGroup'> & { readonly env?: Readonly<Record<string, string>> },
): Promise<RunResult> {
  const env = { ...inheritedEnvironment(process.env, 'builder'), ...request.env };
  return runProgram({ ...request, env, ownGroup: true });
}
