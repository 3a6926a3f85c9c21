import { readSignatureClaim } from '../../../../modules/local-cloud/protocols/signature/signature-claim';
import type { SignatureClaim } from '../../../../modules/local-cloud/protocols/signature/signature-claim';
import { ChunkSignatures } from '../../../../modules/local-cloud/protocols/signature/chunk-signatures';
import { verifySignature } from '../../../../modules/local-cloud/protocols/signature/verify-signature';
import { decodeChunkedBody } from '../../../../modules/local-cloud/protocols/body/chunked-body';

// The worked example of the Amazon S3 API reference, "transferring payload in multiple chunks".
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
const NOW = Date.UTC(2013, 4, 24);
const REQUEST = {
  method: 'PUT',
  rawUrl: '/examplebucket/chunkObject.txt',
  bodyHash: undefined,
  headers: {
    host: 's3.amazonaws.com',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': '66560',
    'content-length': '66824',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,' +
      `Signature=${SEED}`,
  },
};
const CHUNKS = [
  ['10000', 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648', 'a'.repeat(65_536)],
  ['400', '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497', 'a'.repeat(1024)],
  ['0', 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9', ''],
] as const;
const body = (): Buffer =>
  Buffer.from(
    CHUNKS.map(([size, signature, data]) => `${size};chunk-signature=${signature}\r\n${data}\r\n`).join(''),
  );

function claimOf(): SignatureClaim {
  const reading = readSignatureClaim(REQUEST.headers, new URLSearchParams());
  if (reading.kind !== 'claim') throw new Error(reading.kind);
  return reading.claim;
}

function signatures(): ChunkSignatures {
  const verdict = verifySignature(REQUEST, claimOf(), { secret: SECRET, now: NOW });
  if (!verdict.ok) throw new Error(verdict.problem.reason);
  return new ChunkSignatures({ ...verdict, timestamp: '20130524T000000Z', signature: SEED });
}

async function decode(bytes: Buffer, piece = bytes.length): Promise<Buffer> {
  const out: Buffer[] = [];
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  for await (const data of decodeChunkedBody(pieces(), {
    signatures: signatures(),
    onTrailers: () => undefined,
  })) {
    out.push(data);
  }
  return Buffer.concat(out);
}

describe("AWS's published example of a signed upload in chunks", () => {
  it('verifies from its headers', () => {
    expect(verifySignature(REQUEST, claimOf(), { secret: SECRET, now: NOW })).toMatchObject({ ok: true });
    expect(verifySignature(REQUEST, claimOf(), { secret: `${SECRET}x`, now: NOW })).toMatchObject({
      ok: false,
    });
  });

  it.each([1_000_000, 7919, 83])('decodes in pieces of %d bytes', async (piece) => {
    const decoded = await decode(body(), piece);
    expect(decoded.length).toBe(66_560);
    expect(decoded.equals(Buffer.alloc(66_560, 'a'))).toBe(true);
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    [
      'a changed byte',
      (b) => Buffer.from(b.toString('latin1').replace(/aaa\r\n400/, 'aba\r\n400'), 'latin1'),
      'SignatureDoesNotMatch',
    ],
    [
      'a changed chunk signature',
      (b) => Buffer.from(b.toString('latin1').replace('0055627c', '1055627c'), 'latin1'),
      'SignatureDoesNotMatch',
    ],
    [
      'a chunk without a signature',
      (b) => Buffer.from(b.toString('latin1').replace(/400;chunk-signature=\w+/, '400'), 'latin1'),
      'SignatureDoesNotMatch',
    ],
    [
      'a dropped chunk',
      (b) => Buffer.from(b.toString('latin1').replace(/400;[^]*?\r\n0;/, '0;'), 'latin1'),
      'SignatureDoesNotMatch',
    ],
    ['a body cut short', (b) => b.subarray(0, b.length - 200), 'IncompleteBody'],
    ['bytes after the end', (b) => Buffer.concat([b, Buffer.from('more\r\n')]), 'InvalidChunk'],
    ['a size that is no number', (b) => Buffer.concat([Buffer.from('zz\r\n'), b]), 'InvalidChunk'],
    ['a line without an end', () => Buffer.alloc(40_000, '1'), 'InvalidChunk'],
  ])('is rejected with %s', async (_why, change, code) => {
    await expect(decode(change(body()))).rejects.toMatchObject({ code });
  });
});

describe('reading a claim', () => {
  const header = (authorization: string) =>
    readSignatureClaim({ authorization, 'x-amz-date': '20130524T000000Z' }, new URLSearchParams());
  const good = REQUEST.headers.authorization;

  it.each([
    ['another algorithm', good.replace('HMAC-SHA256', 'ECDSA-P256-SHA256'), 'unsupported'],
    ['a bearer token', 'Bearer abc', 'unsupported'],
    ['two signatures', `${good},Signature=${SEED}`, 'malformed'],
    ['no equals sign', 'AWS4-HMAC-SHA256 Credential', 'malformed'],
    ['a scope too short', good.replace('/aws4_request', ''), 'malformed'],
    ['a scope too long', good.replace('/s3/', '/s3/x/'), 'malformed'],
    ['header names in capitals', good.replace('content-encoding', 'Content-Encoding'), 'malformed'],
    ['a signature that is no hexadecimal', good.replace(SEED, 'Z'.repeat(64)), 'malformed'],
    ['a day other than the date', good.replace('20130524', '20130525'), 'malformed'],
  ])('stops at %s', (_why, authorization, kind) => {
    expect(header(authorization).kind).toBe(kind);
  });

  it('tells absence from signature version 2 in the query', () => {
    expect(readSignatureClaim({}, new URLSearchParams()).kind).toBe('absent');
    expect(readSignatureClaim({}, new URLSearchParams('AWSAccessKeyId=A&Signature=b&Expires=1')).kind).toBe(
      'unsupported',
    );
  });
});
