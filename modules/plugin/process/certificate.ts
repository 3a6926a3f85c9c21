import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { der, generalizedTime, objectIdentifier, tag } from './der';

/** A self-signed certificate and its key, both gone with the process. */
export interface Certificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly keyPem: string;
}

const DAY_MS = 86_400_000;

const PURPOSES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

/** Which end of a connection a certificate is for. */
export type Purpose = keyof typeof PURPOSES;

/**
 * Returns a certificate for `localhost` on P-256, as plugin hosts require: the name as a DNS alternative name, key
 * usage for its end of TLS, and marked as its own authority, because the host trusts only this certificate.
 */
export function createCertificate(nowMs: number, purpose: Purpose = 'server'): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return certify(keys, { nowMs, purpose, signer: keys.privateKey });
}

/** Certifies a key pair with a signer's key, which is its own key for a self-signed certificate. */
export function certify(
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  options: { readonly nowMs: number; readonly purpose: Purpose; readonly signer: KeyObject },
): Certificate {
  const { nowMs, purpose, signer } = options;
  const ecdsaWithSha256 = der(tag.sequence, objectIdentifier('1.2.840.10045.4.3.2'));
  const commonName = der(
    tag.sequence,
    objectIdentifier('2.5.4.3'),
    der(tag.utf8String, Buffer.from('localhost')),
  );
  const name = der(tag.sequence, der(tag.set, commonName));
  const serial = randomBytes(16);
  // Positive, and without a leading zero that DER would not allow.
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0);
  const body = der(
    tag.sequence,
    der(tag.context(0), der(tag.integer, Buffer.of(2))),
    der(tag.integer, serial),
    ecdsaWithSha256,
    name,
    // A day of slack for clocks that differ, and a month because an apply may wait for approval.
    der(tag.sequence, generalizedTime(nowMs - DAY_MS), generalizedTime(nowMs + 30 * DAY_MS)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der(tag.context(3), der(tag.sequence, ...extensions(purpose))),
  );
  const signature = der(tag.bitString, Buffer.of(0), sign('sha256', body, signer));
  const certificate = der(tag.sequence, body, ecdsaWithSha256, signature);
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    der: certificate,
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    keyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function extensions(purpose: Purpose): Buffer[] {
  const critical = der(tag.boolean, Buffer.of(0xff));
  const extension = (oid: string, value: Buffer, ...flags: Buffer[]): Buffer =>
    der(tag.sequence, objectIdentifier(oid), ...flags, der(tag.octetString, value));
  return [
    // Key usage: digital signature, certificate signing.
    extension('2.5.29.15', der(tag.bitString, Buffer.of(2, 0x84)), critical),
    // Extended key usage: authentication of one end of TLS.
    extension('2.5.29.37', der(tag.sequence, objectIdentifier(PURPOSES[purpose]))),
    // Basic constraints: an authority.
    extension('2.5.29.19', der(tag.sequence, der(tag.boolean, Buffer.of(0xff))), critical),
    // Alternative name.
    extension('2.5.29.17', der(tag.sequence, der(tag.contextPrimitive(2), Buffer.from('localhost')))),
  ];
}
