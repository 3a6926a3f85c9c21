import { systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'standard output';
/** Time for output written during a call to arrive through the pipe. */
const SETTLE_MS = 100;

/** Standard output belongs to the handshake. Anything else written there can disturb the host or fill the pipe. */
export async function standardOutput(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const connection = await context.connect(provider);
  await connection.call('GetProviderSchema', {});
  await systemClock.sleep(SETTLE_MS);
  const rest = provider.stdout.slice(provider.stdout.indexOf('\n') + 1);
  return rest === ''
    ? passed(CHECK, 'It writes only the handshake line to standard output.')
    : failed(
        CHECK,
        `After the handshake line it wrote: ${JSON.stringify(rest.slice(0, 200))}`,
        'Send logs to standard error, and redirect standard output there once the line is written.',
      );
}
