import { systemClock } from '../../kernel';
import { createCertificate } from '../../plugin';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';
import { tlsOutcome } from './tls-outcome';

const CHECK = 'strangers';
const REMEDY = 'Require a client certificate and accept the one in PLUGIN_CLIENT_CERT alone.';

/** The credentials of a configured provider are worth stealing: only the host that started it may talk to it. */
export async function strangersRefused(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const line = await provider.handshake();
  if ((await tlsOutcome(line, createCertificate(systemClock.now(), 'client'))) === 'accepted') {
    return failed(CHECK, 'A client with another certificate is let in.', REMEDY);
  }
  if ((await tlsOutcome(line, undefined)) === 'accepted') {
    return failed(CHECK, 'A client without a certificate is let in.', REMEDY);
  }
  // Refusing everybody is no achievement.
  return (await tlsOutcome(line, provider.identity)) === 'accepted'
    ? passed(CHECK, 'Only the certificate that the host offered is let in.')
    : failed(CHECK, 'Even the certificate that the host offered is refused.', REMEDY);
}
