import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

export interface OwnPageLimits {
  readonly signal: AbortSignal;
  /** Bytes; the rest of a longer answer is not read. */
  readonly atMost: number;
}

/**
 * Reads a public page of the server at `address`; follows no redirect. Rejects if nothing answers.
 *
 * Not with fetch: to load it takes longer than to ask, and every start and every command asks. A provider's start does not, and goes
 * without HTTP.
 */
export async function readOwnPage(
  address: URL,
  { signal, atMost }: OwnPageLimits,
): Promise<{ readonly status: number; readonly text: string }> {
  const request = process.getBuiltinModule('node:http').get(address, { agent: false, signal });
  // The reader of the response gets this error too.
  request.on('error', () => undefined);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > atMost) break;
    pieces.push(piece);
  }
  return { status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') };
}
