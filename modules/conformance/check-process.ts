import { messageOf } from '../kernel';
import { failed } from './finding';
import type { Finding } from './finding';
import { handshake } from './process/handshake';
import { interrupt } from './process/interrupt';
import { parent } from './process/parent';
import { plaintextRejected } from './process/plaintext-rejected';
import { shutdown } from './process/shutdown';
import { socketDirectory } from './process/socket-directory';
import { CheckContext } from './process/check-context';
import { standardOutput } from './process/standard-output';
import { startedByHand } from './process/started-by-hand';
import { strangersRejected } from './process/strangers-rejected';
import { requireExecutable } from './require-executable';

/** Checks that need a provider which completes the handshake. */
const CONDUCT = {
  'socket directory': socketDirectory,
  plaintext: plaintextRejected,
  strangers: strangersRejected,
  'standard output': standardOutput,
  interrupt,
  shutdown,
  parent,
} as const;

/**
 * Checks how a provider's executable behaves as a process: which clients it serves, what it writes, when it exits. Each
 * check starts it anew, without Terraform. The checks configure nothing and call nothing that could change anything.
 *
 * If the handshake fails, the checks that need one are skipped. Needs a system with Unix sockets.
 *
 * Returns one finding per check. Throws `EXECUTABLE_NOT_FOUND` or `NOT_EXECUTABLE`.
 *
 * @param executable path of the provider's executable
 */
export async function checkProcess(executable: string): Promise<readonly Finding[]> {
  requireExecutable(executable);
  const found = [
    await attempt(executable, 'started by hand', startedByHand),
    await attempt(executable, 'handshake', handshake),
  ];
  if (found[1]?.ok !== true) return found;
  for (const [name, check] of Object.entries(CONDUCT)) found.push(await attempt(executable, name, check));
  return found;
}

async function attempt(
  executable: string,
  name: string,
  check: (context: CheckContext) => Promise<Finding>,
): Promise<Finding> {
  const context = new CheckContext(executable);
  try {
    return await check(context);
  } catch (error) {
    return failed(name, messageOf(error), 'The provider failed before this check could run. See its output.');
  } finally {
    await context.clear();
  }
}
