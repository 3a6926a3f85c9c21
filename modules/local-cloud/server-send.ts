import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isFileBody } from './protocols/wire/wire-answer';
import type { WireAnswer } from './protocols/wire/wire-answer';

/** Writes an answer. A client that goes away in the middle is no error of ours. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  sending: { readonly answer: WireAnswer; readonly requestId: string },
): Promise<void> {
  const { answer, requestId } = sending;
  const { body } = answer;
  const length = Buffer.isBuffer(body) ? body.length : isFileBody(body) ? body.end - body.start + 1 : undefined;
  const given = answer.headers['content-length'];
  response.writeHead(answer.status, {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    'x-amz-id-2': requestId,
    ...answer.headers,
    ...(length !== undefined && given === undefined ? { 'content-length': String(length) } : {}),
    ...(body === undefined && given === undefined && answer.status !== 204 ? { 'content-length': '0' } : {}),
  });
  if (request.method === 'HEAD' || body === undefined || length === 0) {
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
