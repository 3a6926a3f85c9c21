import { existsSync, readdirSync } from 'node:fs';
import { startStopwatch, systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'shutdown';
/** How long the host waits before it kills the process, in milliseconds. */
const PATIENCE_MS = 2_000;

/** At the end of every command the host asks its providers to exit; leftovers would pile up in the temporary folder. */
export async function shutdown(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const connection = await context.connect(provider);
  const { socketPath } = await provider.handshake();
  // The response may or may not arrive before the exit; only the exit counts.
  await connection.send('/plugin.GRPCController/Shutdown', new Uint8Array()).catch(() => undefined);
  connection.close();
  const elapsed = startStopwatch(systemClock);
  while (!provider.ended && elapsed() < PATIENCE_MS) await systemClock.sleep(10);
  if (!provider.ended) {
    return failed(
      CHECK,
      `It is still running ${String(PATIENCE_MS / 1000)} s after it was asked to exit.`,
      'Implement /plugin.GRPCController/Shutdown, and exit once the response is sent.',
    );
  }
  const left = readdirSync(context.folder);
  if (existsSync(socketPath)) left.push(socketPath);
  return left.length === 0
    ? passed(CHECK, 'It exits when asked and removes its socket.')
    : failed(
        CHECK,
        `It exited but left this behind: ${left.join(', ')}`,
        'Remove the socket and its folder before exiting.',
      );
}
