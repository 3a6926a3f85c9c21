import type { WireAnswer } from '../../../ports/wire-answer';
import type { EcrDependencies } from '../ecr-dependencies';
import { isDigest } from '../blob-store';
import { immutableTag } from '../put-image';
import type { RepositoryRecord } from '../repository-table';
import { OciError, reply } from './oci-exchange';
import type { OciExchange } from './oci-exchange';

const MAX_MANIFEST = 4 * 1024 * 1024;
const TAG = /^\w[\w.-]{0,127}$/;

/** Pushes, pulls or deletes a manifest by tag or digest. */
export async function serveManifest(
  dependencies: EcrDependencies,
  exchange: OciExchange,
  target: { readonly repository: RepositoryRecord; readonly reference: string; readonly now: number },
): Promise<WireAnswer> {
  const { reference } = target;
  if (!isDigest(reference) && !TAG.test(reference)) {
    throw new OciError(400, 'TAG_INVALID', `${reference} is neither a tag nor a sha256 digest`);
  }
  if (exchange.request.method === 'PUT') return putManifest(dependencies, exchange, target);
  const image = dependencies.images.find(exchange.repository, reference);
  if (image === undefined) throw new OciError(404, 'MANIFEST_UNKNOWN', 'Requested image not found');
  if (exchange.request.method === 'DELETE') {
    if (isDigest(reference)) dependencies.images.removeImage(exchange.repository, reference);
    else dependencies.images.removeTag(exchange.repository, reference);
    return reply(202, {});
  }
  if (exchange.request.method !== 'GET' && exchange.request.method !== 'HEAD') {
    throw new OciError(405, 'UNSUPPORTED', 'manifests support GET, HEAD, PUT and DELETE');
  }
  const bytes = Buffer.from(dependencies.images.body(image.digest)?.bytes ?? []);
  const headers = {
    'content-type': image.mediaType,
    'content-length': bytes.length,
    'docker-content-digest': image.digest,
  };
  return reply(200, headers, bytes);
}

async function putManifest(
  dependencies: EcrDependencies,
  exchange: OciExchange,
  target: { readonly repository: RepositoryRecord; readonly reference: string; readonly now: number },
): Promise<WireAnswer> {
  const { reference, repository } = target;
  const bytes = await readManifest(exchange);
  const outcome = dependencies.images.push(repository, {
    bytes,
    mediaType: exchange.request.headers['content-type'],
    tag: isDigest(reference) ? undefined : reference,
    digest: isDigest(reference) ? reference : undefined,
    now: target.now,
  });
  switch (outcome.kind) {
    case 'stored':
    case 'unchanged':
      return reply(201, {
        location: `/v2/${exchange.repository}/manifests/${outcome.digest}`,
        'docker-content-digest': outcome.digest,
      });
    case 'tag-immutable':
      throw new OciError(400, 'TAG_INVALID', immutableTag(repository.name, outcome.tag));
    case 'blobs-missing':
      throw new OciError(
        400,
        'MANIFEST_BLOB_UNKNOWN',
        `blobs ${outcome.digests.join(', ')} are unknown to the repository`,
      );
    case 'manifests-missing':
      throw new OciError(
        400,
        'MANIFEST_BLOB_UNKNOWN',
        `manifests ${outcome.digests.join(', ')} are unknown to the repository`,
      );
    case 'digest-mismatch':
      throw new OciError(400, 'DIGEST_INVALID', `the manifest has the digest ${outcome.digest}`);
    case 'invalid':
      throw new OciError(400, 'MANIFEST_INVALID', outcome.reason);
  }
}

async function readManifest(exchange: OciExchange): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of exchange.request.body.pieces()) {
    size += piece.length;
    if (size > MAX_MANIFEST) throw new OciError(413, 'MANIFEST_INVALID', 'a manifest may have at most 4 MiB');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
