import { messageOf, systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'interrupt';
/** Long enough for a process that dies of the signal to be dead. */
const SETTLE_MS = 200;

/**
 * Ctrl-C reaches every process of the terminal. Terraform deals with it and then still wants the state of what was being
 * made, so a provider that dies of it loses objects.
 */
export async function interrupt(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const connection = await context.connect(provider);
  // A call first: the signal must not arrive while the process is still starting.
  await connection.call('GetProviderSchema', {});
  provider.child.kill('SIGINT');
  provider.child.kill('SIGINT');
  await systemClock.sleep(SETTLE_MS);
  try {
    await connection.call('GetProviderSchema', {});
    return passed(CHECK, 'It answers after SIGINT as before.');
  } catch (error) {
    return failed(
      CHECK,
      provider.ended ? 'It ended on SIGINT.' : `It answers no more after SIGINT: ${messageOf(error)}`,
      'Ignore SIGINT. Terraform calls StopProvider when it wants running work to end.',
    );
  }
}
