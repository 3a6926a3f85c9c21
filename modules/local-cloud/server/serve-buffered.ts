import { createHash } from 'node:crypto';
import { bodyLimit } from '../protocols/body/body-limits';
import { bufferBody } from '../protocols/body/request-body';
import { readJsonRequest, writeJsonAnswer } from '../protocols/wire/aws-json';
import { readQueryRequest, writeQueryAnswer } from '../protocols/wire/aws-query';
import { readRestRequest, writeRestAnswer } from '../protocols/wire/rest-bindings';
import { routeRest } from '../protocols/wire/rest-route';
import type { WireAnswer } from '../ports/wire-answer';
import { authenticate } from './authenticate';
import type { Exchange } from './exchange';
import type { ServedOperations } from './served-operations';

/** Serves JSON, query and REST-JSON. The signature covers a hash of the body, so the body is read first. */
export async function serveBuffered(exchange: Exchange, operations: ServedOperations): Promise<WireAnswer> {
  const { request, identified, model, context, progress } = exchange;
  const target = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  const hash = createHash('sha256');
  const { bytes } = await bufferBody(request, {
    limit: bodyLimit(identified.profile, target),
    // Piece by piece: hashing 25 MB at once would block all other requests.
    onPiece: (piece) => hash.update(piece),
  });
  const bodyHash = hash.digest('hex');
  const who = authenticate(request, identified, { ...context, bodyHash });
  progress.principal = who.principalArn;
  const call = exchange.call(who, request.headers);
  switch (identified.profile.protocol) {
    case 'json': {
      const operation = operations.find(model, target, progress);
      const inspect = (wire: unknown): void => operations.checkMembers(model, operation, wire);
      const input = readJsonRequest(model, operation, { body: bytes, inspect });
      const output = await operations.invoke(operation, input, { call, model });
      const type = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
      return writeJsonAnswer(operation, output, type);
    }
    case 'query': {
      // Whether a link is allowed depends on its query, so its body does not count.
      const linked = who.claim.kind === 'presigned' || bytes.length === 0;
      const form = new URLSearchParams(linked ? identified.query : bytes.toString('utf8'));
      const operation = operations.find(model, form.get('Action') ?? '', progress);
      const input = readQueryRequest(model, operation, form);
      const output = await operations.invoke(operation, input, { call, model });
      return writeQueryAnswer(model, operation, { output, requestId: progress.requestId });
    }
    default: {
      const { path, query } = identified;
      const { method, headers } = request;
      const route = routeRest(model, { method, path, query, headers });
      const operation = operations.find(model, route?.operation.name ?? '', progress);
      const labels = route?.labels ?? {};
      const input = readRestRequest(model, operation, { labels, query, headers, body: bytes });
      operations.checkMembers(model, operation, input);
      return writeRestAnswer(model, operation, await operations.invoke(operation, input, { call, model }));
    }
  }
}
