import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isFileBody } from '../ports/wire-answer';
import type { CloudAnswer, WireAnswer } from '../ports/wire-answer';
import { drainBody, STRANGERS_DRAIN_LIMIT } from './body-pieces';

/** Writes an answer. A client that goes away in the middle is not an error. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: CloudAnswer,
): Promise<void> {
  // The body of an unknown caller is not read, whatever its size. Bytes that are already in transit must not break
  // the answer.
  const drains = answer.toStranger === true && !request.complete;
  if (drains) response.setHeader('connection', 'close');
  await write(request, response, answer);
  if (drains) drainBody(request, STRANGERS_DRAIN_LIMIT);
}

async function write(request: IncomingMessage, response: ServerResponse, answer: WireAnswer): Promise<void> {
  const length = lengthOf(answer);
  response.writeHead(answer.status, {
    ...(length === undefined ? {} : { 'content-length': length }),
    ...answer.headers,
  });
  const { body } = answer;
  if (request.method === 'HEAD' || answer.status === 304 || body === undefined || length === 0) {
    response.end();
    return;
  }
  if (Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  await pipeline(bodyStream(body), response).catch(() => response.destroy());
}

/** Returns a body that is not in memory, as a stream. */
export function bodyStream(body: Exclude<WireAnswer['body'], undefined>): Readable {
  if (isFileBody(body)) return createReadStream(body.file, { start: body.start, end: body.end });
  return Readable.from(Buffer.isBuffer(body) ? [body] : body);
}

/** Returns the length to announce; undefined if there is none or it is not known beforehand. */
export function lengthOf(answer: WireAnswer): number | undefined {
  const { body } = answer;
  if (answer.status === 204 || answer.status === 304) return undefined;
  if (body === undefined) return 0;
  if (Buffer.isBuffer(body)) return body.length;
  return isFileBody(body) ? body.end - body.start + 1 : undefined;
}
