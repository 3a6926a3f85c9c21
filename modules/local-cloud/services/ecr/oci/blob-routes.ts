import type { WireAnswer } from '../../../ports/wire-answer';
import type { EcrDependencies } from '../ecr-dependencies';
import { isDigest } from '../blob-store';
import type { LayerUpload } from '../layer-uploads';
import { OciError, reply } from './oci-exchange';
import type { OciExchange } from './oci-exchange';

/** Pulls a blob, or a range of its bytes. */
export function serveBlob(dependencies: EcrDependencies, exchange: OciExchange, digest: string): WireAnswer {
  if (!isDigest(digest)) throw new OciError(400, 'DIGEST_INVALID', `${digest} is not a sha256 digest`);
  const size = dependencies.blobs.sizeIn(exchange.repository, digest);
  if (size === undefined) {
    throw new OciError(404, 'BLOB_UNKNOWN', `blob ${digest} is unknown to the repository`);
  }
  if (exchange.request.method !== 'GET' && exchange.request.method !== 'HEAD') {
    throw new OciError(
      405,
      'UNSUPPORTED',
      'blobs cannot be deleted one by one: delete the image by its manifest',
    );
  }
  const range = rangeOf(exchange.request.headers.range, size);
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
    'content-length': range.end - range.start + 1,
    ...(range.partial
      ? { 'content-range': `bytes ${String(range.start)}-${String(range.end)}/${String(size)}` }
      : {}),
  };
  const status = range.partial ? 206 : 200;
  const answer = reply(status, headers);
  if (exchange.request.method === 'HEAD' || size === 0) return answer;
  return { ...answer, body: { file: dependencies.blobs.path(digest), start: range.start, end: range.end } };
}

/** Starts, continues, finishes, describes or cancels an upload, depending on the method. */
export async function serveUpload(
  dependencies: EcrDependencies,
  exchange: OciExchange,
  id: string,
): Promise<WireAnswer> {
  if (exchange.request.method === 'POST') return beginUpload(dependencies, exchange);
  const upload = dependencies.uploads.find(id, exchange.repository);
  if (upload === undefined) throw new OciError(404, 'BLOB_UPLOAD_UNKNOWN', `there is no upload ${id}`);
  switch (exchange.request.method) {
    case 'GET':
      return reply(204, progress(upload));
    case 'DELETE': {
      await dependencies.uploads.cancel(upload);
      return reply(204, {});
    }
    case 'PATCH': {
      checkStart(exchange, upload);
      const size = await dependencies.uploads.append(upload, exchange.request.body.pieces());
      return reply(202, progress({ ...upload, size }));
    }
    case 'PUT': {
      checkStart(exchange, upload);
      await dependencies.uploads.append(upload, exchange.request.body.pieces());
      return finishUpload(dependencies, exchange, upload);
    }
    default:
      throw new OciError(405, 'UNSUPPORTED', 'uploads support POST, PATCH, PUT, GET and DELETE');
  }
}

async function beginUpload(dependencies: EcrDependencies, exchange: OciExchange): Promise<WireAnswer> {
  const mount = exchange.query.get('mount');
  const from = exchange.query.get('from');
  if (mount !== null && from !== null && dependencies.blobs.mount(exchange.repository, mount, from)) {
    return reply(201, created(exchange.repository, mount));
  }
  const upload = dependencies.uploads.begin(exchange.repository);
  if (!exchange.query.has('digest')) {
    return reply(202, progress(upload));
  }
  await dependencies.uploads.append(upload, exchange.request.body.pieces());
  return finishUpload(dependencies, exchange, upload);
}

async function finishUpload(
  dependencies: EcrDependencies,
  exchange: OciExchange,
  upload: LayerUpload,
): Promise<WireAnswer> {
  const digest = exchange.query.get('digest') ?? '';
  const finished = await dependencies.uploads.finish(upload, digest);
  if (!finished.ok) {
    throw new OciError(400, 'DIGEST_INVALID', `the blob has the digest ${finished.actual}, not ${digest}`);
  }
  return reply(201, created(exchange.repository, digest));
}

function checkStart(exchange: OciExchange, upload: LayerUpload): void {
  const start = /^(?:bytes )?(\d+)-\d+/.exec(exchange.request.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) !== upload.size) {
    throw new OciError(416, 'BLOB_UPLOAD_INVALID', `the upload continues at byte ${String(upload.size)}`);
  }
}

const progress = (upload: LayerUpload): Record<string, string> => ({
  location: `/v2/${upload.repository}/blobs/uploads/${upload.id}`,
  range: `0-${String(Math.max(0, upload.size - 1))}`,
  'docker-upload-uuid': upload.id,
});

const created = (repository: string, digest: string): Record<string, string> => ({
  location: `/v2/${repository}/blobs/${digest}`,
  'docker-content-digest': digest,
});

function rangeOf(header: string | undefined, size: number): { start: number; end: number; partial: boolean } {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (match === null) return { start: 0, end: size - 1, partial: false };
  const start = Number(match[1]);
  if (start >= size) throw new OciError(416, 'SIZE_INVALID', 'the range begins after the end of the blob');
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return { start, end, partial: true };
}
