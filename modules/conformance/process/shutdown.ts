import { existsSync, readdirSync } from 'node:fs';
import { startStopwatch, systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'shutdown';
/** After that the host kills the process. */
const PATIENCE_MS = 2_000;

/** The host ends every command by asking its providers to go; thousands of leftovers would fill the temporary folder. */
export async function shutdown(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const connection = await context.connect(provider);
  const { socketPath } = await provider.handshake();
  // The answer may or may not come before the end; the end is what counts.
  await connection.send('/plugin.GRPCController/Shutdown', new Uint8Array()).catch(() => undefined);
  connection.close();
  const elapsed = startStopwatch(systemClock);
  while (!provider.ended && elapsed() < PATIENCE_MS) await systemClock.sleep(10);
  if (!provider.ended) {
    return failed(
      CHECK,
      `It still runs ${String(PATIENCE_MS / 1000)} s after it was asked to exit.`,
      'Answer /plugin.GRPCController/Shutdown and exit once the answer is sent.',
    );
  }
  const left = readdirSync(context.folder);
  if (existsSync(socketPath)) left.push(socketPath);
  return left.length === 0
    ? passed(CHECK, 'It exits when asked to and removes its socket.')
    : failed(
        CHECK,
        `It exited and left this behind: ${left.join(', ')}`,
        'Remove the socket and its directory before it exits.',
      );
}
