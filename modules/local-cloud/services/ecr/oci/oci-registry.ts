import { pageAfter } from '../../../store/paging';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../../kernel';
import { messageOf } from '../../../../kernel';
import { unwritable, whyUnwritable } from '../../../store/storage-fault';
import type { RegistryListener, RegistryOutcome } from '../../../ports/registry-listener';
import type { EcrParts } from '../ecr-parts';
import { serveBlob, serveUpload } from './blob-routes';
import { serveManifest } from './manifest-routes';
import { OciError, reply } from './oci-exchange';
import type { OciExchange } from './oci-exchange';

const ADDRESS = /^\/v2\/(.+)\/(?:blobs\/uploads\/?([^/]*)|(blobs|manifests)\/([^/]+)|(tags)\/list)$/;

interface Address {
  readonly repository: string;
  readonly kind: 'Upload' | 'Blob' | 'Manifest' | 'Tags';
  readonly reference: string;
}

/**
 * The OCI distribution protocol over ECR's repositories. As at AWS, a repository must exist before it is pushed to,
 * and clients authenticate with the token of `GetAuthorizationToken` as Basic credentials.
 * Source: OCI distribution specification 1.1; Amazon ECR User Guide, "Private registry authentication".
 */
export class OciRegistry implements RegistryListener {
  private readonly parts: EcrParts;
  private readonly clock: Clock;
  private readonly directory: string;

  constructor(parts: EcrParts, clock: Clock, directory: string) {
    this.parts = parts;
    this.clock = clock;
    this.directory = directory;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<RegistryOutcome> {
    const requestId = randomUUID();
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    response.setHeader('x-amzn-requestid', requestId);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const address = addressOf(url.pathname);
    const operation = `${verbOf(request.method ?? 'GET')}${address?.kind ?? 'Root'}`;
    const mutating = request.method !== 'GET' && request.method !== 'HEAD';
    const principal = this.parts.tokens.principalOf(request.headers.authorization) ?? '';
    const outcome = { requestId, operation, mutating, principal };
    try {
      if (principal === '') {
        if (!request.complete) response.setHeader('connection', 'close');
        response.setHeader(
          'www-authenticate',
          `Basic realm="http://${request.headers.host ?? ''}/",service="ecr.amazonaws.com"`,
        );
        throw new OciError(
          401,
          'UNAUTHORIZED',
          'authentication required: use the token of ecr:GetAuthorizationToken',
        );
      }
      if (address === undefined) {
        if (url.pathname !== '/v2/' && url.pathname !== '/v2') {
          throw new OciError(404, 'UNSUPPORTED', 'there is no such address');
        }
        reply({ request, response }, 200, { 'content-type': 'application/json' }, '{}');
      } else {
        await this.serve(
          { request, response, repository: address.repository, query: url.searchParams },
          address,
        );
      }
      return { ...outcome, status: response.statusCode };
    } catch (thrown) {
      if (
        !(thrown instanceof OciError) &&
        whyUnwritable(thrown) === undefined &&
        (request.destroyed || response.headersSent)
      ) {
        response.destroy();
        return { ...outcome, status: 499, errorCode: 'CLIENT_GONE' };
      }
      const error = thrown instanceof OciError ? thrown : this.failure(thrown);
      const body = JSON.stringify({ errors: [{ code: error.code, message: error.message }] });
      reply({ request, response }, error.status, { 'content-type': 'application/json' }, body);
      return { ...outcome, status: error.status, errorCode: error.code };
    }
  }

  private failure(thrown: unknown): OciError {
    const why = whyUnwritable(thrown);
    return why === undefined
      ? new OciError(500, 'UNKNOWN', messageOf(thrown))
      : new OciError(507, 'INSUFFICIENT_STORAGE', unwritable(why, this.directory));
  }

  private async serve(exchange: OciExchange, address: Address): Promise<void> {
    const repository = this.parts.repositories.find(exchange.repository);
    if (repository === undefined) {
      const reason = `The repository with name '${exchange.repository}' does not exist in the registry with id '000000000000'`;
      throw new OciError(404, 'NAME_UNKNOWN', reason);
    }
    switch (address.kind) {
      case 'Tags': {
        this.serveTags(exchange);
        return;
      }
      case 'Upload':
        return serveUpload(this.parts, exchange, address.reference);
      case 'Blob':
        return serveBlob(this.parts, exchange, address.reference);
      case 'Manifest':
        return serveManifest(this.parts, exchange, {
          repository,
          reference: address.reference,
          now: this.clock.now(),
        });
    }
  }

  private serveTags(exchange: OciExchange): void {
    const last = exchange.query.get('last') ?? undefined;
    const asked = Number(exchange.query.get('n') ?? Infinity);
    const limit = Number.isInteger(asked) && asked >= 0 ? asked : Infinity;
    const { items: tags, more } = pageAfter(
      { after: () => this.parts.images.tagsAfter(exchange.repository, last) },
      { after: undefined, limit },
    );
    const link = `</v2/${exchange.repository}/tags/list?n=${String(limit)}&last=${tags.at(-1) ?? ''}>; rel="next"`;
    const headers = { 'content-type': 'application/json', ...(more ? { link } : {}) };
    reply(exchange, 200, headers, JSON.stringify({ name: exchange.repository, tags }));
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
