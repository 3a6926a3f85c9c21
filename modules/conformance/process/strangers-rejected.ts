import { systemClock } from '../../kernel';
import { createCertificate } from '../../plugin';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';
import { tlsOutcome } from './tls-outcome';

const CHECK = 'strangers';
const REMEDY = 'Require a client certificate and accept the one in PLUGIN_CLIENT_CERT only.';

/** The credentials of a configured provider are worth stealing, so only the host that started it may talk to it. */
export async function strangersRejected(context: CheckContext): Promise<Finding> {
  const provider = context.start();
  const line = await provider.handshake();
  if ((await tlsOutcome(line, createCertificate(systemClock.now(), 'client'))) === 'accepted') {
    return failed(CHECK, 'It accepts a client with another certificate.', REMEDY);
  }
  if ((await tlsOutcome(line, undefined)) === 'accepted') {
    return failed(CHECK, 'It accepts a client without a certificate.', REMEDY);
  }
  // A provider that rejects every client would pass the checks above.
  return (await tlsOutcome(line, provider.identity)) === 'accepted'
    ? passed(CHECK, 'It accepts only the certificate that the host offers.')
    : failed(CHECK, 'It rejects even the certificate that the host offers.', REMEDY);
}
