import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoredComment {
  readonly id: number;
  body: string;
}

/** The fault of the next request that writes: the answer has this status, before or after the request was carried out. */
export interface WriteFault {
  readonly status: number;
  readonly carriedOut: boolean;
}

/**
 * Simulates the comments of a code host's REST API over HTTP: pages, tokens, the length of a comment, and the statuses of what is
 * missing or forbidden, as the hosts document them.
 */
export class RunningCodeHost {
  readonly comments: StoredComment[] = [];
  readonly requests: string[] = [];
  readonly faults: WriteFault[] = [];
  private readonly server: Server;
  private readonly api: HostDialect;

  private constructor(server: Server, api: HostDialect) {
    this.server = server;
    this.api = api;
  }

  static async start(api: HostDialect): Promise<RunningCodeHost> {
    const server = createServer();
    const host = new RunningCodeHost(server, api);
    server.on('request', (request, response) => void host.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}${this.api.root}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const path = url.pathname.slice(this.api.root.length);
    this.requests.push(`${request.method ?? ''} ${path}${url.search}`);
    const text = await bodyOf(request);
    const { status, body } = this.outcome(request, { path, url, text });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private outcome(
    { method = '', headers }: IncomingMessage,
    { path, url, text }: { readonly path: string; readonly url: URL; readonly text: string },
  ): Outcome {
    if (headers[this.api.tokenHeader] !== this.api.token) return says(401, 'Bad credentials');
    if (method === 'GET') {
      return path === this.api.list ? { status: 200, body: this.page(url) } : says(404, 'Not Found');
    }
    const fault = this.faults.shift();
    if (fault?.carriedOut === false) return says(fault.status, 'not now');
    const outcome = this.write(method, path, text);
    return fault === undefined ? outcome : says(fault.status, 'not now');
  }

  private page(url: URL): readonly StoredComment[] {
    const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
    const from = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
    return this.comments.slice(from, from + size);
  }

  private write(method: string, path: string, text: string): Outcome {
    const { body } = JSON.parse(text) as { readonly body?: unknown };
    if (typeof body !== 'string' || body === '' || body.length > this.api.maxLength) {
      return says(this.api.invalid, 'Validation Failed');
    }
    if (method === 'POST' && path === this.api.list) {
      const comment = { id: 1000 + this.comments.length, body };
      this.comments.push(comment);
      return { status: 201, body: comment };
    }
    const id = new RegExp(`^${this.api.one}/(\\d+)$`).exec(path)?.[1];
    const comment = this.comments.find((one) => one.id === Number(id));
    if (method !== this.api.updates || comment === undefined) {
      return says(404, 'Not Found');
    }
    comment.body = body;
    return { status: 200, body: comment };
  }
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

const says = (status: number, message: string): Outcome => ({ status, body: { message } });

/** What differs between the hosts. */
export interface HostDialect {
  readonly root: string;
  readonly tokenHeader: string;
  readonly token: string;
  /** Path of the list of the one pull request that exists. */
  readonly list: string;
  /** Path below which each comment is. */
  readonly one: string;
  readonly updates: 'PATCH' | 'PUT';
  readonly maxLength: number;
  /** Status of a body that the host does not accept. */
  readonly invalid: number;
}

export const GITHUB: HostDialect = {
  root: '/api/v3',
  tokenHeader: 'authorization',
  token: 'Bearer ghs_test',
  list: '/repos/acme/infrastructure/issues/7/comments',
  one: '/repos/acme/infrastructure/issues/comments',
  updates: 'PATCH',
  maxLength: 65_536,
  invalid: 422,
};

export const GITLAB: HostDialect = {
  root: '/api/v4',
  tokenHeader: 'private-token',
  token: 'glpat-test',
  list: '/projects/42/merge_requests/7/notes',
  one: '/projects/42/merge_requests/7/notes',
  updates: 'PUT',
  maxLength: 1_000_000,
  invalid: 400,
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece as string;
  return text;
}
