import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isFileBody } from '../protocols/wire/wire-answer';
import type { WireAnswer } from '../protocols/wire/wire-answer';

/** Writes an answer. A client that goes away in the middle is no error of ours. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  sending: { readonly answer: WireAnswer; readonly requestId: string },
): Promise<void> {
  const { answer, requestId } = sending;
  const length = lengthOf(answer);
  response.writeHead(answer.status, {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    'x-amz-id-2': requestId,
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
  const source = isFileBody(body)
    ? createReadStream(body.file, { start: body.start, end: body.end })
    : Readable.from(body);
  await pipeline(source, response).catch(() => response.destroy());
}

/** The length to announce; undefined where there is none to announce or it is not known beforehand. */
function lengthOf(answer: WireAnswer): number | undefined {
  const { body } = answer;
  if (answer.status === 204 || answer.status === 304) return undefined;
  if (body === undefined) return 0;
  if (Buffer.isBuffer(body)) return body.length;
  return isFileBody(body) ? body.end - body.start + 1 : undefined;
}
