import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { rm } from 'node:fs/promises';
import type { Clock, Logger } from '../kernel';
import { messageOf, systemClock } from '../kernel';
import type { KeyDirectory } from './credentials';
import { loadConstraintTable } from './constraints/constraint-table';
import { bufferBody, spoolBody } from './protocols/body/request-body';
import type { SpooledBody } from './protocols/body/request-body';
import { isMutating } from './protocols/mutating';
import { loadServiceModel } from './protocols/service-model';
import type { OperationModel, ServiceModel } from './protocols/service-model';
import { ChunkSignatures } from './protocols/signature/chunk-signatures';
import { readJsonRequest, writeJsonAnswer } from './protocols/wire/aws-json';
import { readQueryRequest, writeQueryAnswer } from './protocols/wire/aws-query';
import { writeErrorAnswer } from './protocols/wire/error-answer';
import { readRestRequest, writeRestAnswer } from './protocols/wire/rest-bindings';
import { routeRest } from './protocols/wire/rest-route';
import { bucketOf } from './protocols/wire/s3-address';
import type { WireAnswer } from './protocols/wire/wire-answer';
import { WIRE_PROFILES } from './protocols/wire-profile';
import type { RequestLog } from './request-log';
import { authenticate, findKey } from './server-authenticate';
import type { Authenticated, AuthenticationContext } from './server-authenticate';
import { identifyRequest, UnknownService } from './server-identify';
import type { IdentifiedRequest } from './server-identify';
import { sendAnswer } from './server-send';
import { ServiceFault } from './service';
import type { Call, Service, ServiceId } from './service';

/** Largest body held in memory, in bytes: SageMaker's InvokeEndpoint takes up to 25 MB. */
const BUFFERED_LIMIT = 26_214_400;
/** Largest body streamed to a file: S3's limit for one PUT. */
const STREAMED_LIMIT = 5 * 1024 ** 3;

export interface DispatcherOptions {
  readonly services: readonly Service[];
  readonly keys: KeyDirectory;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly account: string;
  readonly region: string;
  /** Where bodies of uploads are written while they arrive. */
  readonly spoolDirectory: string;
  readonly url: () => string;
}

/** What is found out about a request on the way, kept for the log and for the error envelope. */
interface Progress {
  readonly requestId: string;
  service?: string;
  operation?: string;
  principal: string;
  identified?: IdentifiedRequest;
  model?: ServiceModel;
}

/** Serves AWS requests: identify, authenticate, decode, check, call, encode, log. */
export class Dispatcher {
  private readonly options: DispatcherOptions;
  private readonly services: ReadonlyMap<ServiceId, Service>;
  private readonly models = new Map<ServiceId, Promise<ServiceModel>>();

  constructor(options: DispatcherOptions) {
    this.options = options;
    this.services = new Map(options.services.map((service) => [service.id, service]));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const progress: Progress = { requestId: randomUUID(), principal: '' };
    let answer: WireAnswer;
    let errorCode: string | undefined;
    try {
      answer = await this.serve(request, response, progress);
    } catch (thrown) {
      const fault = this.faultOf(thrown, request, progress);
      const error = writeErrorAnswer(fault, {
        protocol:
          progress.identified?.profile.protocol ?? (request.headers['x-amz-target'] ? 'json' : 'query'),
        model: progress.model,
        requestId: progress.requestId,
        xmlNamespace: progress.identified?.profile.xmlNamespace,
      });
      errorCode = error.code;
      answer = error;
    }
    const operation = progress.operation ?? 'unknown';
    // Written before the answer leaves: who has seen an answer can find its line.
    this.options.log.append({
      at: this.options.clock.now(),
      requestId: progress.requestId,
      service: progress.service ?? 'unknown',
      operation,
      status: answer.status,
      mutating: isMutating(operation),
      principal: progress.principal,
      ...(errorCode === undefined ? {} : { errorCode }),
    });
    await sendAnswer(request, response, { answer, requestId: progress.requestId });
  }

  /** The schemas of a service, loaded once. Also used to check them at start. */
  model(id: ServiceId): Promise<ServiceModel> {
    let model = this.models.get(id);
    if (model === undefined) {
      const service = this.services.get(id);
      if (service === undefined) throw new UnknownService(id);
      model = Promise.resolve(service.loadClient()).then((module) =>
        loadServiceModel(WIRE_PROFILES[id], module, loadConstraintTable(id)),
      );
      this.models.set(id, model);
    }
    return model;
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    progress: Progress,
  ): Promise<WireAnswer> {
    const identified = identifyRequest(request);
    progress.identified = identified;
    progress.service = identified.profile.id;
    const context: AuthenticationContext = {
      keys: this.options.keys,
      region: this.options.region,
      // Clients sign with real time even where the local cloud's own clock is a virtual one.
      signatureTime: systemClock.now(),
      now: this.options.clock.now(),
    };
    findKey(identified, context);
    const model = await this.model(identified.profile.id);
    progress.model = model;
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort(new Error('the client went away'));
    });
    const call = (principalArn: string, accessKeyId: string, headers: Call['headers']): Call => ({
      requestId: progress.requestId,
      account: this.options.account,
      region: this.options.region,
      principalArn,
      accessKeyId,
      headers,
      endpointUrl: this.options.url(),
      now: this.options.clock.now(),
      signal: gone.signal,
    });
    const exchange = { request, identified, model, context, progress, call };
    if (identified.profile.protocol === 'rest-xml') return this.serveRestXml(exchange);
    return this.serveBuffered(exchange);
  }

  /** JSON, query and REST-JSON: the signature covers a hash of the body, so the body comes first. */
  private async serveBuffered(exchange: Exchange): Promise<WireAnswer> {
    const { request, identified, model, context, progress } = exchange;
    const { bytes } = await bufferBody(request, { limit: BUFFERED_LIMIT });
    const bodyHash = createHash('sha256').update(bytes).digest('hex');
    const who = authenticate(request, identified, { ...context, bodyHash });
    progress.principal = who.principalArn;
    const call = exchange.call(who.principalArn, who.claim.accessKeyId, request.headers);
    switch (identified.profile.protocol) {
      case 'json': {
        const name = String(request.headers['x-amz-target']).split('.')[1] ?? '';
        const operation = this.operation(model, name, progress);
        const input = readJsonRequest(model, operation, bytes);
        const output = await this.invoke(operation, input, { call, model });
        return writeJsonAnswer(
          operation,
          output,
          request.headers['content-type'] ?? 'application/x-amz-json-1.1',
        );
      }
      case 'query': {
        const form = new URLSearchParams(bytes.length > 0 ? bytes.toString('utf8') : identified.query);
        const operation = this.operation(model, form.get('Action') ?? '', progress);
        const input = readQueryRequest(model, operation, form);
        const output = await this.invoke(operation, input, { call, model });
        return writeQueryAnswer(model, operation, { output, requestId: progress.requestId });
      }
      default: {
        const { path, query } = identified;
        const target = { method: request.method ?? 'GET', path, query, headers: request.headers };
        const route = routeRest(model, target);
        const operation = this.operation(model, route?.operation.name ?? '', progress);
        const labels = route?.labels ?? {};
        const input = readRestRequest(model, operation, {
          labels,
          query,
          headers: request.headers,
          body: bytes,
        });
        return writeRestAnswer(model, operation, await this.invoke(operation, input, { call, model }));
      }
    }
  }

  /** S3: authenticated from its headers alone; object data goes to a file as it arrives. */
  private async serveRestXml(exchange: Exchange): Promise<WireAnswer> {
    const { request, identified, model, context, progress } = exchange;
    const who = authenticate(request, identified, { ...context, bodyHash: undefined });
    progress.principal = who.principalArn;
    const { query } = identified;
    const address = bucketOf(request.headers.host ?? '', identified.path);
    const route = routeRest(model, {
      method: request.method ?? 'GET',
      path: address.path,
      query,
      headers: request.headers,
      among: (candidate) => hasBucket(candidate) === (address.bucket !== undefined),
    });
    if (route === undefined) {
      throw new ServiceFault(
        'MethodNotAllowed',
        'The specified method is not allowed against this resource.',
        { status: 405 },
      );
    }
    const { operation } = route;
    this.operation(model, operation.name, progress);
    const labels = { ...route.labels, ...(address.bucket === undefined ? {} : { Bucket: address.bucket }) };
    const signatures = chunkSignaturesOf(who);
    const body = { payloadHash: who.payloadHash, ...(signatures === undefined ? {} : { signatures }) };
    const finish = async (
      payload: Buffer | { streamed: SpooledBody },
      trailers: Readonly<Record<string, string>>,
    ) => {
      const headers = { ...request.headers, ...trailers };
      const input = readRestRequest(model, operation, { labels, query, headers, body: payload });
      const call = exchange.call(who.principalArn, who.claim.accessKeyId, headers);
      return writeRestAnswer(model, operation, await this.invoke(operation, input, { call, model }));
    };
    if (operation.streamedMember === undefined) {
      const { bytes, trailers } = await bufferBody(request, { ...body, limit: BUFFERED_LIMIT });
      return finish(bytes, trailers);
    }
    const directory = this.options.spoolDirectory;
    const spooled = await spoolBody(request, { ...body, limit: STREAMED_LIMIT, directory });
    try {
      return await finish({ streamed: spooled.body }, spooled.trailers);
    } finally {
      // An operation that kept the body has moved the file away.
      await rm(spooled.body.file, { force: true });
    }
  }

  /** The operation's model, provided the service serves it. */
  private operation(model: ServiceModel, name: string, progress: Progress): OperationModel {
    const operation = model.operations.get(name);
    progress.operation = operation?.name ?? 'unknown';
    const { id, protocol } = model.profile;
    if (operation === undefined) {
      const code = protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException';
      throw new ServiceFault(code, `${id} has no operation ${name === '' ? 'of that address' : name}.`, {
        status: protocol === 'rest-json' ? 404 : 400,
      });
    }
    if (this.services.get(id)?.operations[name] === undefined) {
      throw new ServiceFault('NotImplemented', `The local cloud does not serve ${id}:${name}.`, {
        status: 501,
      });
    }
    return operation;
  }

  private async invoke(
    operation: OperationModel,
    input: unknown,
    context: { readonly call: Call; readonly model: ServiceModel },
  ): Promise<unknown> {
    const handler = this.services.get(context.model.profile.id)?.operations[operation.name];
    return handler?.(input as never, context.call);
  }

  private faultOf(thrown: unknown, request: IncomingMessage, progress: Progress): ServiceFault {
    if (thrown instanceof ServiceFault) return thrown;
    if (request.destroyed && !request.complete) {
      const reason = 'The connection was closed or idle while the request body was being read.';
      return new ServiceFault('RequestTimeout', reason, { status: 400 });
    }
    this.options.logger.error('request failed unexpectedly', {
      requestId: progress.requestId,
      service: progress.service,
      operation: progress.operation,
      error: thrown instanceof Error ? thrown.stack : messageOf(thrown),
    });
    const code = progress.identified?.profile.protocol === 'rest-xml' ? 'InternalError' : 'InternalFailure';
    return new ServiceFault(code, `The local cloud failed: ${messageOf(thrown)}`, { status: 500 });
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly identified: IdentifiedRequest;
  readonly model: ServiceModel;
  readonly context: AuthenticationContext;
  readonly progress: Progress;
  readonly call: (principalArn: string, accessKeyId: string, headers: Call['headers']) => Call;
}

function hasBucket(operation: OperationModel): boolean {
  if (operation.input.isUnitSchema()) return false;
  for (const [member] of operation.input.structIterator()) if (member === 'Bucket') return true;
  return false;
}

function chunkSignaturesOf(who: Authenticated): ChunkSignatures | undefined {
  if (!who.payloadHash.startsWith('STREAMING-AWS4-')) return undefined;
  if (!who.payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')) {
    throw new ServiceFault('NotImplemented', `Bodies of the kind ${who.payloadHash} are not read here.`, {
      status: 501,
    });
  }
  return new ChunkSignatures({
    signingKey: who.signingKey,
    scope: who.scope,
    timestamp: who.claim.timestamp,
    signature: who.claim.signature,
  });
}
