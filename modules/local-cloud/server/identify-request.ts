import type { CloudRequest } from '../ports/cloud-request';
import { ServiceFault } from '../ports/service';
import { readSignatureClaim } from '../protocols/signature/signature-claim';
import type { ClaimReading } from '../protocols/signature/signature-claim';
import type { ErrorProtocol } from '../protocols/wire/error-answer';
import type { WireProfile } from '../ports/wire-profile';
import type { ProfileDirectory } from './profile-directory';

/** A request with its service and the unverified claim of its signer. */
export interface IdentifiedRequest {
  readonly profile: WireProfile;
  readonly claim: ClaimReading;
  /** Path as sent, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * Determines the service from the target header, the runtime's path, the content type and the credential scope, in
 * this order, and for an unsigned request also from the parameters of the query protocol. All remaining requests are
 * for S3, whose requests have only a path.
 */
export function identifyRequest(request: CloudRequest, services: ProfileDirectory): IdentifiedRequest {
  const { url } = request;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const claim = readSignatureClaim(request.headers, query);
  const scope = claim.kind === 'claim' ? claim.claim.service : undefined;
  return { profile: serviceOf(request, { path, query, scope }, services), claim, path, query };
}

function serviceOf(
  request: CloudRequest,
  { path, query, scope }: { path: string; query: URLSearchParams; scope: string | undefined },
  services: ProfileDirectory,
): WireProfile {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return serviceOfTarget(String(target), services);
  const placed = scope === 's3' ? undefined : services.at(path);
  if (placed !== undefined) return placed;
  if (scope !== undefined && scope !== 's3') {
    const named = services.signedFor(scope);
    if (named === undefined) throw new UnknownService(scope, errorProtocolOf(request, scope));
    return named;
  }
  const queried = scope === undefined && path === '/' ? queryServiceOf(request, query, services) : undefined;
  if (queried !== undefined) return queried;
  // S3 Control signs as S3 does; its first path segment is a version.
  if (path.startsWith('/v20180820/')) throw new UnknownService('s3control', 'query');
  return required('s3', services);
}

/**
 * Returns the query-protocol service of an unsigned request, which must be rejected in that protocol's format. A form
 * names its service in the body, which is not read without a signature; all query services reject in the same way. S3
 * accepts no such form and no such parameters.
 */
function queryServiceOf(
  request: CloudRequest,
  query: URLSearchParams,
  services: ProfileDirectory,
): WireProfile | undefined {
  if (query.has('Action')) return services.ofVersion(query.get('Version') ?? '') ?? required('sts', services);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  return request.method === 'POST' && isForm ? required('sts', services) : undefined;
}

function required(id: string, services: ProfileDirectory): WireProfile {
  const profile = services.named(id);
  if (profile === undefined) throw new UnknownService(id, 'query');
  return profile;
}

/** Returns the protocol in which clients of an unserved service expect a rejection. */
function errorProtocolOf(request: CloudRequest, scope: string): ErrorProtocol {
  if (scope === 'ec2') return 'ec2';
  // The other two services with XML over REST reject like the query protocol.
  if (scope === 'route53' || scope === 'cloudfront') return 'query';
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
    ? 'query'
    : 'rest-json';
}

function serviceOfTarget(target: string, services: ProfileDirectory): WireProfile {
  const named = services.targeted(target.split('.', 1)[0] ?? '');
  if (named === undefined) throw new UnknownService(target, 'json');
  return named;
}

/** The request is for a service that the local cloud does not serve. */
export class UnknownService extends ServiceFault {
  readonly protocol: ErrorProtocol;

  constructor(name: string, protocol: ErrorProtocol) {
    super('NotImplemented', `The local cloud does not serve ${name}.`, { status: 501 });
    this.protocol = protocol;
  }
}
