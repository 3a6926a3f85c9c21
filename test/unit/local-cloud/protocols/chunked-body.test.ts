import fc from 'fast-check';
import { decodeChunkedBody } from '../../../../modules/local-cloud/protocols/body/chunked-body';

const frame = (chunks: readonly Uint8Array[], trailers: string): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}\r\n`),
      Buffer.from(chunk),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0\r\n${trailers}\r\n`),
  ]);

async function decode(
  bytes: Buffer,
  cuts: readonly number[],
): Promise<{ data: Buffer; trailers: Readonly<Record<string, string>> }> {
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  const pieces = async function* () {
    for (let i = 1; i < at.length; i += 1) yield bytes.subarray(at[i - 1], at[i]);
  };
  let trailers: Readonly<Record<string, string>> = {};
  const out: Buffer[] = [];
  for await (const piece of decodeChunkedBody(pieces(), { onTrailers: (found) => (trailers = found) })) {
    out.push(piece);
  }
  return { data: Buffer.concat(out), trailers };
}

describe('aws-chunked framing', () => {
  it('comes off whatever the chunks and however the bytes arrive', async () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.array(fc.nat(), { maxLength: 20 }), async (parts, cuts) => {
        const { data, trailers } = await decode(frame(parts, 'x-amz-checksum-crc32:abc=\r\n'), cuts);
        expect(data.equals(Buffer.concat(parts))).toBe(true);
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'abc=' });
      }),
      { numRuns: 200 },
    );
  });

  it('is rejected when cut off anywhere before its end', async () => {
    const whole = frame([Buffer.from('hello'), Buffer.from('world')], '');
    for (let length = 0; length < whole.length - 4; length += 1) {
      await expect(decode(whole.subarray(0, length), [])).rejects.toMatchObject({ code: 'IncompleteBody' });
    }
  });

  it('never lets random bytes through as data that were not framed as data', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const decoded = await decode(Buffer.from(bytes), []).catch(() => undefined);
        if (decoded !== undefined) expect(decoded.data.length).toBeLessThan(Math.max(1, bytes.length));
      }),
      { numRuns: 300 },
    );
  });

  it('holds no more than a handful of trailers', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `x-${String(index)}: y\r\n`).join('');
    await expect(decode(frame([], many), [])).rejects.toMatchObject({ code: 'InvalidChunk' });
  });
});
