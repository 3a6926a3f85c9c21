import { messageOf, systemClock, type Clock } from '../../kernel';
import { imageError } from '../image-error';
import { registryFailure } from './registry-failure';
import type { RegistryCredentials } from './registry-credentials';
import type { RepositoryAddress } from './repository-address';

export interface RegistryClientOptions {
  readonly credentials?: RegistryCredentials;
  /** Aborts the request, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Path below `/v2/<name>/`, or an absolute address from a registry's response. */
  readonly to: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Statuses that the caller handles; any other status is thrown. */
  readonly expect: readonly number[];
  /** Description of the request for messages: `looking for tag "x"`. */
  readonly doing: string;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Timeout of a request without a body. */
const PATIENCE_MS = 30_000;
/** Timeout of one blob: 256 MiB at half a megabyte per second. */
const UPLOAD_PATIENCE_MS = 600_000;
const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A client of the OCI distribution protocol for one repository. */
export class RegistryClient {
  private readonly address: RepositoryAddress;
  private readonly options: RegistryClientOptions;

  constructor(address: RepositoryAddress, options: RegistryClientOptions) {
    this.address = address;
    this.options = options;
  }

  /** Sends a request once. Throws `REGISTRY_UNREACHABLE` (retryable) or the error that the response means. */
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

  /** Runs `work` up to four times while it fails for a temporary reason. */
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
    // A registry may redirect an upload to a storage host, which must not receive the password.
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

/** Returns the reason of a failed `fetch`, which is in the error's cause. */
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
