import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import { plaintextOutcome } from './plaintext-outcome';
import type { CheckContext } from './check-context';

const CHECK = 'plaintext';

/** Once certificates are exchanged, a connection without TLS must come from another process. */
export async function plaintextRejected(context: CheckContext): Promise<Finding> {
  const { socketPath } = await context.start().handshake();
  return (await plaintextOutcome(socketPath)) === 'rejected'
    ? passed(CHECK, 'It rejects a connection without TLS.')
    : failed(
        CHECK,
        'It accepts a connection without TLS.',
        'Serve TLS only when PLUGIN_CLIENT_CERT is set, and require the client to show that certificate.',
      );
}
