import { pageAfter } from '../../paging';
import type { Clock, Random } from '../../../../kernel';
import { LOCAL_ACCOUNT, messageOf } from '../../../../kernel';
import { unwritable, whyUnwritable } from '../../../store/storage-fault';
import type { CloudRequest } from '../../../ports/cloud-request';
import type { RegistryListener, RegistryOutcome } from '../../../ports/registry-listener';
import type { WireAnswer } from '../../../ports/wire-answer';
import type { EcrDependencies } from '../ecr-dependencies';
import { serveBlob, serveUpload } from './blob-routes';
import { serveManifest } from './manifest-routes';
import { OciError, reply } from './oci-exchange';
import type { OciExchange } from './oci-exchange';

const ADDRESS = /^\/v2\/(.+)\/(?:blobs\/uploads\/?([^/]*)|(blobs|manifests)\/([^/]+)|(tags)\/list)$/;

const NO_TOKEN = 'authentication required: use the token of ecr:GetAuthorizationToken';
const JSON_TYPE = { 'content-type': 'application/json' };

interface Address {
  readonly repository: string;
  readonly kind: 'Upload' | 'Blob' | 'Manifest' | 'Tags';
  readonly reference: string;
}

export interface OciRegistryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The local cloud's folder, for the error of a disk that cannot be written to. */
  readonly directory: string;
}

/**
 * The OCI distribution protocol over ECR's repositories. As at AWS, a repository must exist before it is pushed to,
 * and clients authenticate with the token of `GetAuthorizationToken` as Basic credentials.
 * Source: OCI distribution specification 1.1; Amazon ECR User Guide, "Private registry authentication".
 */
export class OciRegistry implements RegistryListener {
  private readonly dependencies: EcrDependencies;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly directory: string;

  constructor(dependencies: EcrDependencies, { clock, random, directory }: OciRegistryOptions) {
    this.dependencies = dependencies;
    this.clock = clock;
    this.random = random;
    this.directory = directory;
  }

  async handle(request: CloudRequest): Promise<RegistryOutcome> {
    const requestId = this.random.uuid();
    const url = new URL(request.url, 'http://127.0.0.1');
    const address = addressOf(url.pathname);
    const operation = `${verbOf(request.method)}${address?.kind ?? 'Root'}`;
    const mutating = request.method !== 'GET' && request.method !== 'HEAD';
    const principal = this.dependencies.tokens.principalOf(request.headers.authorization) ?? '';
    const outcome = { requestId, operation, mutating, principal };
    const own = { 'docker-distribution-api-version': 'registry/2.0', 'x-amzn-requestid': requestId };
    const realm = `Basic realm="http://${request.headers.host ?? ''}/",service="ecr.amazonaws.com"`;
    const headers = principal === '' ? { ...own, 'www-authenticate': realm } : own;
    try {
      if (principal === '') throw new OciError(401, 'UNAUTHORIZED', NO_TOKEN);
      const answer = await this.serve(request, url, address);
      return { ...outcome, answer: { ...answer, headers: { ...headers, ...answer.headers } } };
    } catch (thrown) {
      if (!(thrown instanceof OciError) && whyUnwritable(thrown) === undefined && request.body.broken) {
        return { ...outcome, answer: { status: 499, headers }, errorCode: 'CLIENT_GONE' };
      }
      const error = thrown instanceof OciError ? thrown : this.failure(thrown);
      const body = Buffer.from(JSON.stringify({ errors: [{ code: error.code, message: error.message }] }));
      const refusal = { status: error.status, headers: { ...headers, ...JSON_TYPE }, body };
      return { ...outcome, answer: refusal, errorCode: error.code };
    }
  }

  private failure(thrown: unknown): OciError {
    const why = whyUnwritable(thrown);
    return why === undefined
      ? new OciError(500, 'UNKNOWN', messageOf(thrown))
      : new OciError(507, 'INSUFFICIENT_STORAGE', unwritable(why, this.directory));
  }

  private async serve(
    request: CloudRequest,
    { pathname, searchParams: query }: URL,
    address: Address | undefined,
  ): Promise<WireAnswer> {
    if (address === undefined) {
      if (pathname === '/v2/' || pathname === '/v2') return reply(200, JSON_TYPE, '{}');
      throw new OciError(404, 'UNSUPPORTED', 'no operation of the registry matches this method and path');
    }
    const exchange: OciExchange = { request, repository: address.repository, query };
    const repository = this.dependencies.repositories.find(exchange.repository);
    if (repository === undefined) {
      const reason = `The repository with name '${exchange.repository}' does not exist in the registry with id '${LOCAL_ACCOUNT}'`;
      throw new OciError(404, 'NAME_UNKNOWN', reason);
    }
    switch (address.kind) {
      case 'Tags':
        return this.tags(exchange);
      case 'Upload':
        return serveUpload(this.dependencies, exchange, address.reference);
      case 'Blob':
        return serveBlob(this.dependencies, exchange, address.reference);
      case 'Manifest':
        return serveManifest(this.dependencies, exchange, {
          repository,
          reference: address.reference,
          now: this.clock.now(),
        });
    }
  }

  private tags(exchange: OciExchange): WireAnswer {
    const last = exchange.query.get('last') ?? undefined;
    const asked = Number(exchange.query.get('n') ?? Infinity);
    const limit = Number.isInteger(asked) && asked >= 0 ? asked : Infinity;
    const { items: tags, more } = pageAfter(
      { after: () => this.dependencies.images.tagsAfter(exchange.repository, last) },
      { after: undefined, limit },
    );
    const link = `</v2/${exchange.repository}/tags/list?n=${String(limit)}&last=${tags.at(-1) ?? ''}>; rel="next"`;
    const headers = { ...JSON_TYPE, ...(more ? { link } : {}) };
    return reply(200, headers, JSON.stringify({ name: exchange.repository, tags }));
  }
}

function addressOf(path: string): Address | undefined {
  const match = ADDRESS.exec(path);
  if (match === null) return undefined;
  const repository = match[1] ?? '';
  if (match[5] !== undefined) return { repository, kind: 'Tags', reference: '' };
  if (match[3] === undefined) return { repository, kind: 'Upload', reference: match[2] ?? '' };
  const reference = decodeReference(match[4] ?? '');
  return { repository, kind: match[3] === 'blobs' ? 'Blob' : 'Manifest', reference };
}

function decodeReference(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function verbOf(method: string): string {
  const verbs: Readonly<Record<string, string>> = {
    GET: 'Get',
    HEAD: 'Head',
    PUT: 'Put',
    POST: 'Start',
    PATCH: 'Continue',
    DELETE: 'Delete',
  };
  return verbs[method] ?? 'Unknown';
}
