import type { IncomingMessage } from 'node:http';
import type { CloudRequest } from '../../../modules/local-cloud/ports/cloud-request';
import type { CloudAnswer } from '../../../modules/local-cloud/ports/wire-answer';
import { bodyStream, lengthOf } from '../../../modules/local-cloud/server/send-answer';
import { heldBody } from '../held-body';
import type { WholeAnswer } from './looks';

/** What answers requests: a local cloud of this process, which needs no second socket. */
export type Answers = (request: CloudRequest) => Promise<CloudAnswer>;

/** A request that is carried out although its client goes away, which is what a lost answer means. */
const NEVER = new AbortController().signal;

/** Passes a request on as it arrived. Resolves with the whole answer. */
export async function passOn(
  answers: Answers,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<WholeAnswer> {
  const { method = 'GET', url = '/', headers } = incoming;
  const pieces = body.length === 0 ? [] : [body];
  const answer = await answers({ method, url, headers, body: heldBody(pieces), signal: NEVER });
  const length = lengthOf(answer);
  const isShown = answer.body !== undefined && method !== 'HEAD';
  return {
    status: answer.status,
    headers: { ...(length !== undefined && { 'content-length': String(length) }), ...answer.headers },
    body: isShown ? await wholeOf(answer.body) : Buffer.alloc(0),
  };
}

async function wholeOf(body: NonNullable<CloudAnswer['body']>): Promise<Buffer> {
  if (Buffer.isBuffer(body)) return body;
  const pieces: Buffer[] = [];
  for await (const piece of bodyStream(body)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
