import { request } from 'node:http';
import { connect } from 'node:net';
import { messageOf, startStopwatch } from '../../kernel';
import type { Clock } from '../../kernel';
import type { ServerAddress } from '../../local-cloud';

const HOST = '127.0.0.1';

const placeOf = (address: ServerAddress): { host: string; port: number } | { socketPath: string } =>
  'port' in address ? { host: HOST, port: address.port } : address;

/** One request to a server of this machine. */
export interface Question {
  readonly address: ServerAddress;
  readonly method: 'GET' | 'POST';
  readonly path: '/ping' | '/invocations';
  readonly contentType?: string;
  readonly body?: string;
  readonly timeoutMs: number;
}

/** The server's answer, or why there is none. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly contentType: string | undefined;
      readonly body: string;
      readonly tookMs: number;
    }
  | { readonly kind: 'none'; readonly why: string; readonly late: boolean; readonly tookMs: number };

/** Asks once, on a connection of its own. Never rejects. */
export function askServer(question: Question, clock: Clock): Promise<Answer> {
  const { address, method, path, contentType, body, timeoutMs } = question;
  const elapsed = startStopwatch(clock);
  const patience = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const none = (error: Error): void => {
      const late = patience.aborted;
      const why = late ? `no answer within ${String(timeoutMs / 1000)} s` : messageOf(error);
      resolve({ kind: 'none', why, late, tookMs: elapsed() });
    };
    const headers = {
      ...(contentType === undefined ? {} : { 'content-type': contentType, accept: '*/*' }),
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
    };
    const call = request(
      { ...placeOf(address), method, path, headers, agent: false, signal: patience },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', none);
        incoming.once('end', () => {
          resolve({
            kind: 'answer',
            status: incoming.statusCode ?? 0,
            contentType: incoming.headers['content-type'],
            body: Buffer.concat(chunks).toString('utf8'),
            tookMs: elapsed(),
          });
        });
      },
    );
    call.once('error', none);
    call.end(body);
  });
}

/** Opens a connection that says nothing, runs `work`, and closes it. */
export async function besideIdleConnection<T>(address: ServerAddress, work: () => Promise<T>): Promise<T> {
  const idle = connect('port' in address ? { host: HOST, port: address.port } : { path: address.socketPath });
  idle.on('error', () => undefined);
  try {
    await new Promise((resolve) => {
      idle.once('connect', resolve).once('close', resolve);
    });
    return await work();
  } finally {
    idle.destroy();
  }
}
