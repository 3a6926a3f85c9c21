import { messageOf, systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'interrupt';
/** Long enough for a process that the signal kills to be gone. */
const SETTLE_MS = 200;

/**
 * Ctrl-C reaches every process of the terminal. Terraform handles it and still needs the state of objects under
 * creation, so a provider that exits on it loses objects.
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
    return passed(CHECK, 'It still answers calls after SIGINT.');
  } catch (error) {
    return failed(
      CHECK,
      provider.ended ? 'It ended on SIGINT.' : `It stops answering calls after SIGINT: ${messageOf(error)}`,
      'Ignore SIGINT. Terraform calls StopProvider to end running work.',
    );
  }
}
