import type { WireProfile, WireProtocol } from '../../ports/wire-profile';

export const MIB = 1024 * 1024;

/** Largest bodies that are read into memory, in bytes: what the largest input that AWS takes can come to. */
const BY_PROTOCOL: Readonly<Record<WireProtocol, number>> = {
  json: 4 * MIB,
  query: MIB,
  'rest-xml': MIB,
  // InvokeEndpoint: 25 MB.
  'rest-json': 25 * MIB,
};

/** The largest body of an operation, in bytes. Checked before it is read, as far as the client announces its length. */
export function bodyLimit({ protocol, bodyLimits }: WireProfile, operation: string): number {
  return bodyLimits?.[operation] ?? BY_PROTOCOL[protocol];
}
