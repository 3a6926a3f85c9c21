import { HostRejection } from './code-host';

/** How long a host may take to answer, milliseconds. */
const PATIENCE_MS = 30_000;
const PER_PAGE = 100;

export interface HostApi {
  /** Root of the REST API, without a slash at its end. */
  readonly url: string;
  /** Headers that carry the token and the version of the API. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface HostRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: object;
  readonly signal: AbortSignal;
}

/** Sends one request and returns the decoded answer. Follows no redirect, because the headers carry a token. */
export async function hostRequest(
  api: HostApi,
  { method, path, body, signal }: HostRequest,
): Promise<unknown> {
  const answer = await fetch(`${api.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...api.headers, 'content-type': 'application/json', 'user-agent': 'tuneform' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new HostRejection(answer.status, reasonIn(text));
  return JSON.parse(text) as unknown;
}

/** Reads a list page by page, until a page that is not full. */
export async function* hostList(api: HostApi, path: string, signal: AbortSignal): AsyncGenerator {
  for (let page = 1; ; page += 1) {
    const query = `?per_page=${String(PER_PAGE)}&page=${String(page)}`;
    const items = await hostRequest(api, { method: 'GET', path: `${path}${query}`, signal });
    if (!Array.isArray(items)) throw new HostRejection(200, 'the answer is not a list');
    yield* items as unknown[];
    if (items.length < PER_PAGE) return;
  }
}

/** GitHub says `message`, GitLab `message` or `error`; a proxy between says neither. */
function reasonIn(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as { readonly message?: unknown; readonly error?: unknown };
    const reason = message ?? error;
    return typeof reason === 'string' ? reason : JSON.stringify(reason ?? '');
  } catch {
    return text.slice(0, 200);
  }
}
