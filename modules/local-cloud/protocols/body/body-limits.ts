import type { ServiceId } from '../../ports/service';
import type { WireProtocol } from '../wire-profile';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Largest bodies that are read into memory, in bytes: what the largest input that AWS takes can come to. */
const BY_PROTOCOL: Readonly<Record<WireProtocol, number>> = {
  json: 4 * MIB,
  query: MIB,
  'rest-xml': MIB,
  // InvokeEndpoint: 25 MB.
  'rest-json': 25 * MIB,
};

const BY_OPERATION: Readonly<Record<string, number>> = {
  // 1 MiB of messages, each character of which may be an escape of six.
  'logs:PutLogEvents': 8 * MIB,
  // 20 MiB in Base64.
  'ecr:UploadLayerPart': 28 * MIB,
  // A manifest of 4 MiB as the text of a JSON member.
  'ecr:PutImage': 9 * MIB,
  // 1,000 keys of 1,024 bytes, each of which may be an entity of six characters.
  's3:DeleteObjects': 7 * MIB,
  // 10,000 parts with entity tag and checksum.
  's3:CompleteMultipartUpload': 4 * MIB,
};

/** The largest body of an operation, in bytes. Checked before it is read, as far as the client announces its length. */
export function bodyLimit(service: ServiceId, protocol: WireProtocol, operation = ''): number {
  return BY_OPERATION[`${service}:${operation}`] ?? BY_PROTOCOL[protocol];
}
