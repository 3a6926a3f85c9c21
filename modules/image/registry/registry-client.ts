import { messageOf, systemClock, type Clock } from '../../kernel';
import { imageError } from '../image-error';
import { registryFailure } from './registry-failure';
import type { RegistryCredentials } from './registry-credentials';
import type { RepositoryAddress } from './repository-address';

export interface RegistryClientOptions {
  readonly credentials?: RegistryCredentials;
  /** Ends what is under way; its reason is thrown. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Below `/v2/<name>/`, or an absolute address a registry answered with. */
  readonly to: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Statuses the caller can deal with; any other is thrown. */
  readonly expect: readonly number[];
  /** What is being done, for messages: `looking for tag "x"`. */
  readonly doing: string;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A request without a body that takes longer is taken for lost. */
const PATIENCE_MS = 30_000;
/** One blob in one request; 256 MiB at half a megabyte a second. */
const UPLOAD_PATIENCE_MS = 600_000;
const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Speaks the OCI distribution protocol to one repository. */
export class RegistryClient {
  private readonly address: RepositoryAddress;
  private readonly options: RegistryClientOptions;

  constructor(address: RepositoryAddress, options: RegistryClientOptions) {
    this.address = address;
    this.options = options;
  }

  /** Sends once. Throws `REGISTRY_UNREACHABLE` (retryable) or what the registry's answer means. */
  async send(request: RegistryRequest): Promise<Response> {
    const { address } = this;
    const url =
      typeof request.to === 'string'
        ? new URL(`/v2/${address.name}/${request.to}`, address.origin)
        : request.to;
    const response = await this.fetch(url, request);
    if (request.expect.includes(response.status)) return response;
    const text = await response.text().catch(() => '');
    if (RETRYABLE.has(response.status)) {
      throw Object.assign(
        imageError(
          'REGISTRY_UNREACHABLE',
          `The registry ${address.host} answered ${String(response.status)} while ${request.doing}. ${text.slice(0, 300)}`.trim(),
        ),
        { retryAfterMs: retryAfter(response) },
      );
    }
    throw registryFailure({ address, status: response.status, text, doing: request.doing });
  }

  /** Runs `work` again, at most four times in all, while it fails for a reason that may pass. */
  async retrying<T>(work: () => Promise<T>): Promise<T> {
    const clock = this.options.clock ?? systemClock;
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
        const pause = error.retryAfterMs ?? FIRST_PAUSE_MS * 4 ** (attempt - 1);
        await clock.sleep(Math.min(pause, LONGEST_PAUSE_MS), this.options.signal);
      }
    }
  }

  private async fetch(url: URL, request: RegistryRequest): Promise<Response> {
    const patience = AbortSignal.timeout(request.body === undefined ? PATIENCE_MS : UPLOAD_PATIENCE_MS);
    const { signal, credentials } = this.options;
    // An upload may be sent on to a storage host, which has no business seeing the password.
    const known = credentials !== undefined && url.origin === new URL(this.address.origin).origin;
    const basic = known
      ? { authorization: `Basic ${base64(`${credentials.username}:${credentials.password}`)}` }
      : {};
    try {
      return await fetch(url, {
        method: request.method,
        headers: { ...request.headers, ...basic },
        signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
        ...(request.body === undefined ? {} : { body: request.body }),
      });
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw imageError(
        'REGISTRY_UNREACHABLE',
        `The registry ${this.address.host} could not be reached while ${request.doing}: ${reasonOf(error)}. ` +
          (this.address.loopback
            ? 'Start the local cloud with "tuneform local start" if it is not running.'
            : 'Check the address and the network.'),
        error,
      );
    }
  }
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** `fetch` says "fetch failed" and keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const deepest: unknown = cause instanceof AggregateError ? cause.errors.at(-1) : (cause ?? error);
  return messageOf(deepest);
}

const isRetryable = (error: unknown): error is Error & { retryAfterMs?: number } =>
  error instanceof Error && 'disposition' in error && error.disposition === 'retryable';

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
