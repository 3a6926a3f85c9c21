import type { Readable } from 'node:stream';
import type { HttpHandlerOptions, HttpRequest } from '@smithy/types';
import type { LocalCloudCore } from '../../modules/local-cloud/local-cloud';
import type { CloudRequest } from '../../modules/local-cloud/ports/cloud-request';
import { bodyStream } from '../../modules/local-cloud/server/send-answer';
import { heldBody } from './held-body';

interface Response {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: Readable;
}

/** The request handler of an SDK client that reaches a local cloud in the same process, without a socket. */
export class InProcessHandler {
  private readonly cloud: Pick<LocalCloudCore, 'handle'>;

  constructor(cloud: Pick<LocalCloudCore, 'handle'>) {
    this.cloud = cloud;
  }

  async handle(request: HttpRequest, options: HttpHandlerOptions = {}): Promise<{ response: Response }> {
    const { status, headers, body } = await this.cloud.handle(plainRequest(request, options));
    const isShown = body !== undefined && request.method !== 'HEAD';
    return {
      response: {
        statusCode: status,
        headers: { ...headers },
        ...(isShown ? { body: bodyStream(body) } : {}),
      },
    };
  }
}

function plainRequest(request: HttpRequest, { abortSignal }: HttpHandlerOptions): CloudRequest {
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => `${encode(name)}=${encode(one)}`),
  );
  return {
    method: request.method,
    url: query.length === 0 ? request.path : `${request.path}?${query.join('&')}`,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: heldBody(bodyOf(request.body)),
    signal: abortSignal instanceof AbortSignal ? abortSignal : new AbortController().signal,
  };
}

function bodyOf(body: unknown): readonly Buffer[] {
  if (body === undefined || body === null) return [];
  if (typeof body === 'string') return [Buffer.from(body)];
  if (body instanceof Uint8Array) return [Buffer.from(body.buffer, body.byteOffset, body.byteLength)];
  throw new TypeError('only bodies in memory are sent in this process');
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
