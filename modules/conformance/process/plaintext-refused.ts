import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import { plaintextOutcome } from './plaintext-outcome';
import type { CheckContext } from './check-context';

const CHECK = 'plaintext';

/** After an exchange of certificates, a connection without TLS is from another process. */
export async function plaintextRefused(context: CheckContext): Promise<Finding> {
  const { socketPath } = await context.start().handshake();
  return (await plaintextOutcome(socketPath)) === 'refused'
    ? passed(CHECK, 'It rejects a connection without TLS.')
    : failed(
        CHECK,
        'It answers a connection without TLS.',
        'Serve TLS only when PLUGIN_CLIENT_CERT is set, and require the client to show that certificate.',
      );
}
