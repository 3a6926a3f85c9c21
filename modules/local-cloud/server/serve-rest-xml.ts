import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyLimit } from '../protocols/body/body-limits';
import { bufferBody, spoolBody } from '../protocols/body/request-body';
import type { SpooledBody } from '../protocols/body/request-body';
import type { OperationModel } from '../protocols/service-model';
import { ChunkSignatures } from '../protocols/signature/chunk-signatures';
import { readRestRequest, writeRestAnswer } from '../protocols/wire/rest-bindings';
import { routeRest } from '../protocols/wire/rest-route';
import type { RestRoute } from '../protocols/wire/rest-route';
import { bucketOf } from '../protocols/wire/s3-address';
import type { WireAnswer } from '../ports/wire-answer';
import { authenticate } from './authenticate';
import type { Authenticated } from './authenticate';
import type { Exchange } from './exchange';
import type { ServedOperations } from './served-operations';
import { ServiceFault } from '../ports/service';

/** Largest body streamed to a file: S3's limit for one PUT. */
const STREAMED_LIMIT = 5 * 1024 ** 3;

export interface RestXmlDependencies {
  readonly operations: ServedOperations;
  /** Folder for the bodies of uploads while they arrive. */
  readonly spoolDirectory: string;
}

/** Serves S3. Authenticates from the headers alone; object data goes to a file as it arrives. */
export async function serveRestXml(
  exchange: Exchange,
  dependencies: RestXmlDependencies,
): Promise<WireAnswer> {
  const { request, identified, model, context, progress } = exchange;
  const { operations } = dependencies;
  const who = authenticate(request, identified, { ...context, bodyHash: undefined });
  progress.principal = who.principalArn;
  const { operation, labels } = routeS3(exchange);
  operations.find(model, operation.name, progress);
  const finish = async (
    body: Buffer | { streamed: SpooledBody },
    trailers: Readonly<Record<string, string>>,
  ): Promise<WireAnswer> => {
    const headers = { ...request.headers, ...trailers };
    const input = readRestRequest(model, operation, { labels, query: identified.query, headers, body });
    const call = exchange.call(who, headers);
    return writeRestAnswer(model, operation, await operations.invoke(operation, input, { call, model }));
  };
  const signatures = chunkSignaturesOf(who);
  const expected = { payloadHash: who.payloadHash, ...(signatures === undefined ? {} : { signatures }) };
  if (operation.streamedMember === undefined) {
    const limit = bodyLimit(identified.profile, operation.name);
    const { bytes, trailers } = await bufferBody(request, { ...expected, limit });
    return finish(bytes, trailers);
  }
  const file = join(dependencies.spoolDirectory, progress.requestId);
  const spooled = await spoolBody(request, { ...expected, limit: STREAMED_LIMIT, file });
  try {
    return await finish({ streamed: spooled.body }, spooled.trailers);
  } finally {
    // An operation that keeps the body has moved the file away.
    await rm(spooled.body.file, { force: true });
  }
}

/** Returns the operation of an address. The bucket may be in the path or in the host name. */
function routeS3({ request, identified, model }: Exchange): RestRoute {
  const address = bucketOf(request.headers.host ?? '', identified.path);
  const route = routeRest(model, {
    method: request.method,
    path: address.path,
    query: identified.query,
    headers: request.headers,
    among: (candidate) => hasBucket(candidate) === (address.bucket !== undefined),
  });
  if (route === undefined) {
    throw new ServiceFault('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
    });
  }
  const bucket = address.bucket === undefined ? {} : { Bucket: address.bucket };
  return { ...route, labels: { ...route.labels, ...bucket } };
}

function hasBucket(operation: OperationModel): boolean {
  if (operation.input.isUnitSchema()) return false;
  for (const [member] of operation.input.structIterator()) if (member === 'Bucket') return true;
  return false;
}

function chunkSignaturesOf(who: Authenticated): ChunkSignatures | undefined {
  if (!who.payloadHash.startsWith('STREAMING-AWS4-')) return undefined;
  if (!who.payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')) {
    throw new ServiceFault(
      'NotImplemented',
      `The local cloud does not read bodies of the kind ${who.payloadHash}.`,
      {
        status: 501,
      },
    );
  }
  return new ChunkSignatures({
    signingKey: who.signingKey,
    scope: who.scope,
    timestamp: who.claim.timestamp,
    signature: who.claim.signature,
  });
}
