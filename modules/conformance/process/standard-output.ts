import { systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'standard output';
/** Time for what was written during a call to come through the pipe. */
const SETTLE_MS = 100;

/** Standard output belongs to the handshake. What else is written there can disturb the host or fill the pipe. */
export async function standardOutput(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const connection = await context.connect(provider);
  await connection.call('GetProviderSchema', {});
  await systemClock.sleep(SETTLE_MS);
  const rest = provider.stdout.slice(provider.stdout.indexOf('\n') + 1);
  return rest === ''
    ? passed(CHECK, 'Nothing but the handshake line is written to standard output.')
    : failed(
        CHECK,
        `After the handshake line it wrote: ${JSON.stringify(rest.slice(0, 200))}`,
        'Send logs to standard error, and point standard output there once the line is written.',
      );
}
