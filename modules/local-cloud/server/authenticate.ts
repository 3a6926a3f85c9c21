import type { KeyDirectory, KnownKey } from '../ports/credentials';
import type { CloudRequest } from '../ports/cloud-request';
import { ServiceFault } from '../ports/service';
import type { SignatureClaim } from '../protocols/signature/signature-claim';
import { verifySignature } from '../protocols/signature/verify-signature';
import type { SignatureProblem } from '../protocols/signature/verify-signature';
import type { WireProtocol } from '../ports/wire-profile';
import type { IdentifiedRequest } from './identify-request';

/** A verified signer. */
export interface Authenticated {
  readonly claim: SignatureClaim;
  readonly principalArn: string;
  /** The key for the chunk signatures of a streamed body. */
  readonly signingKey: Buffer;
  readonly scope: string;
  /** The payload hash that the signature covers. */
  readonly payloadHash: string;
}

export interface AuthenticationContext {
  readonly keys: KeyDirectory;
  readonly region: string;
  /** Real time. A signature is valid for 15 minutes. */
  readonly signatureTime: number;
  /** The local cloud's own time. Session tokens expire by it. */
  readonly now: number;
}

/**
 * Returns the claim and its key, before any byte of the body is read.
 *
 * @throws {ServiceFault} If the request has no valid claim or names an unknown or expired key.
 */
export function findKey(
  identified: IdentifiedRequest,
  context: AuthenticationContext,
): { claim: SignatureClaim; key: KnownKey } {
  const { profile, claim: reading } = identified;
  const codes = CODES[profile.protocol];
  if (reading.kind === 'absent') throw rejection(codes.missing, 'Request is missing Authentication Token');
  if (reading.kind === 'unsupported') {
    throw new ServiceFault('InvalidRequest', reading.reason, { status: 400 });
  }
  if (reading.kind === 'malformed') {
    throw rejection(codes.malformed, `The authorization of the request is malformed: ${reading.reason}.`);
  }
  const { claim } = reading;
  if (claim.kind === 'presigned' && !takesLinks(identified)) throw rejection(codes.missing, NO_LINK);
  const key = context.keys.find(claim.accessKeyId);
  if (key === undefined) throw rejection(codes.unknownKey, UNKNOWN_KEY[profile.protocol]);
  if (claim.service !== profile.signingName) {
    throw rejection(codes.scope, `Credential should be scoped to correct service: '${profile.signingName}'.`);
  }
  if (claim.region !== context.region) {
    const reason = `Credential should be scoped to a valid region, not '${claim.region}': the local cloud is ${context.region}.`;
    throw rejection(codes.scope, reason);
  }
  if (key.sessionToken !== claim.sessionToken) {
    throw rejection(codes.badToken, 'The security token included in the request is invalid.');
  }
  if (key.expiresAt !== undefined && context.now >= key.expiresAt) {
    throw rejection(codes.expiredToken, 'The security token included in the request is expired');
  }
  return { claim, key };
}

const NO_LINK =
  'Request is missing Authentication Token: only Amazon S3 and sts:GetCallerIdentity accept a signature in the query. ' +
  'Sign this request with an Authorization header.';

/** Users pass links on and browsers follow them, so a link may only read, write and identify its caller. */
function takesLinks({ profile, query }: IdentifiedRequest): boolean {
  if (profile.id === 's3') return true;
  return profile.id === 'sts' && query.getAll('Action').join() === 'GetCallerIdentity';
}

/** Verifies the signature. `bodyHash` is absent for a streamed body, whose hash is checked once it has arrived. */
export function authenticate(
  request: CloudRequest,
  identified: IdentifiedRequest,
  options: AuthenticationContext & { readonly bodyHash: string | undefined },
): Authenticated {
  const { claim, key } = findKey(identified, options);
  const { protocol } = identified.profile;
  if (
    protocol === 'rest-xml' &&
    claim.kind === 'header' &&
    request.headers['x-amz-content-sha256'] === undefined
  ) {
    throw new ServiceFault(
      'InvalidRequest',
      'Missing required header for this request: x-amz-content-sha256',
      { status: 400 },
    );
  }
  const verdict = verifySignature(
    {
      method: request.method,
      rawUrl: request.url,
      headers: request.headers,
      bodyHash: options.bodyHash,
    },
    claim,
    { secret: key.secretAccessKey, now: options.signatureTime },
  );
  if (!verdict.ok) throw rejection(codeOf(verdict.problem, protocol), verdict.problem.reason);
  return {
    claim,
    principalArn: key.principalArn,
    signingKey: verdict.signingKey,
    scope: verdict.scope,
    payloadHash: verdict.payloadHash,
  };
}

interface Rejection {
  readonly code: string;
  readonly status: number;
}

interface RejectionCodes {
  readonly missing: Rejection;
  readonly malformed: Rejection;
  readonly unknownKey: Rejection;
  readonly scope: Rejection;
  readonly badToken: Rejection;
  readonly expiredToken: Rejection;
  readonly mismatch: Rejection;
  readonly skewed: Rejection;
}

/** Each family of services has its own error codes for the same rejections, and clients depend on them. */
const CODES: Readonly<Record<WireProtocol, RejectionCodes>> = {
  'rest-xml': {
    missing: { code: 'AccessDenied', status: 403 },
    malformed: { code: 'AuthorizationHeaderMalformed', status: 400 },
    unknownKey: { code: 'InvalidAccessKeyId', status: 403 },
    scope: { code: 'AuthorizationHeaderMalformed', status: 400 },
    badToken: { code: 'InvalidToken', status: 400 },
    expiredToken: { code: 'ExpiredToken', status: 400 },
    mismatch: { code: 'SignatureDoesNotMatch', status: 403 },
    skewed: { code: 'RequestTimeTooSkewed', status: 403 },
  },
  query: {
    missing: { code: 'MissingAuthenticationToken', status: 403 },
    malformed: { code: 'IncompleteSignature', status: 400 },
    unknownKey: { code: 'InvalidClientTokenId', status: 403 },
    scope: { code: 'SignatureDoesNotMatch', status: 403 },
    badToken: { code: 'InvalidClientTokenId', status: 403 },
    expiredToken: { code: 'ExpiredToken', status: 403 },
    mismatch: { code: 'SignatureDoesNotMatch', status: 403 },
    skewed: { code: 'SignatureDoesNotMatch', status: 403 },
  },
  json: jsonCodes(400),
  'rest-json': jsonCodes(403),
};

function jsonCodes(status: number): RejectionCodes {
  return {
    missing: { code: 'MissingAuthenticationTokenException', status },
    malformed: { code: 'IncompleteSignatureException', status },
    unknownKey: { code: 'UnrecognizedClientException', status },
    scope: { code: 'InvalidSignatureException', status },
    badToken: { code: 'UnrecognizedClientException', status },
    expiredToken: { code: 'ExpiredTokenException', status },
    mismatch: { code: 'InvalidSignatureException', status },
    skewed: { code: 'InvalidSignatureException', status },
  };
}

const TOKEN_INVALID = 'The security token included in the request is invalid.';
const UNKNOWN_KEY: Readonly<Record<WireProtocol, string>> = {
  'rest-xml': 'The AWS Access Key Id you provided does not exist in our records.',
  query: TOKEN_INVALID,
  json: TOKEN_INVALID,
  'rest-json': TOKEN_INVALID,
};

function codeOf(problem: SignatureProblem, protocol: WireProtocol): Rejection {
  const codes = CODES[protocol];
  switch (problem.kind) {
    case 'skewed':
      return codes.skewed;
    case 'expired':
      return protocol === 'rest-xml' ? { code: 'AccessDenied', status: 403 } : codes.skewed;
    case 'unsigned-header':
      return protocol === 'rest-xml' ? { code: 'AccessDenied', status: 403 } : codes.mismatch;
    case 'body-mismatch':
      return protocol === 'rest-xml' ? { code: 'XAmzContentSHA256Mismatch', status: 400 } : codes.mismatch;
    case 'mismatch':
      return codes.mismatch;
  }
}

const rejection = ({ code, status }: Rejection, message: string): ServiceFault =>
  new ServiceFault(code, message, { status });
