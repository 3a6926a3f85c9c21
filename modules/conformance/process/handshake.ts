import { X509Certificate } from 'node:crypto';
import { messageOf, systemClock } from '../../kernel';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { HandshakeLine } from './handshake-line';
import type { CheckContext } from './check-context';

const CHECK = 'handshake';
const REMEDY =
  'Write exactly one line, 1|6|unix|SOCKET|grpc|CERTIFICATE, as soon as the socket listens. The certificate must be DER in base64 without padding, issued for localhost by this very process. The host offers its own certificate in PLUGIN_CLIENT_CERT.';
/** Operating systems limit socket paths to 104 to 108 bytes. */
const MAX_SOCKET_PATH = 103;

/** The line tells the host where to connect and which certificate to trust; without it nothing works. */
export async function handshake(context: CheckContext): Promise<Finding> {
  try {
    const fault = faultOf(await context.start().handshake());
    return fault === undefined
      ? passed(CHECK, 'It writes one line: protocol 6 on a Unix socket, with its own certificate.')
      : failed(CHECK, fault, REMEDY);
  } catch (error) {
    return failed(CHECK, messageOf(error), REMEDY);
  }
}

function faultOf({ fields, socketPath, certificate }: HandshakeLine): string | undefined {
  const [core, protocol, network, , transport] = fields;
  if (core !== '1') return `The first field is ${JSON.stringify(core)}, not 1.`;
  if (protocol !== '6') return `It speaks plugin protocol ${JSON.stringify(protocol)}, not 6.`;
  if (network !== 'unix') return `It listens on ${JSON.stringify(network)}, not on a Unix socket.`;
  if (transport !== 'grpc') return `It speaks ${JSON.stringify(transport)}, not grpc.`;
  if (fields.length !== 6) return `The line has ${String(fields.length)} fields, not 6.`;
  if (Buffer.byteLength(socketPath) > MAX_SOCKET_PATH) return `The socket's path is too long: ${socketPath}`;
  if (certificate === '') return 'It offers no certificate although the host offered one.';
  return certificateFault(certificate);
}

function certificateFault(pem: string): string | undefined {
  try {
    const { validTo, subjectAltName } = new X509Certificate(pem);
    if (Date.parse(validTo) < systemClock.now()) return `The certificate expired on ${validTo}.`;
    if (subjectAltName?.includes('DNS:localhost') !== true) {
      return 'The certificate is not valid for localhost.';
    }
    return undefined;
  } catch (error) {
    return `The certificate cannot be read: ${messageOf(error)}`;
  }
}
