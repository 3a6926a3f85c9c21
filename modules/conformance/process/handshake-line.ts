/** The fields of the one line with which a provider tells its host where it listens. */
export interface HandshakeLine {
  /** All fields as written: core protocol, plugin protocol, network, address, transport, certificate. */
  readonly fields: readonly string[];
  readonly socketPath: string;
  /** PEM of the certificate; empty without TLS. */
  readonly certificate: string;
}

/** Splits the line. Never fails; the caller decides whether the line is a valid handshake. */
export function readHandshakeLine(line: string): HandshakeLine {
  const fields = line.split('|');
  const der = Buffer.from(fields[5] ?? '', 'base64').toString('base64');
  const body = der.match(/.{1,64}/g)?.join('\n') ?? '';
  const certificate = body === '' ? '' : `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  return { fields, socketPath: fields[3] ?? '', certificate };
}
