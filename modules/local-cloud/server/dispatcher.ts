import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Logger } from '../../kernel';
import { systemClock } from '../../kernel';
import type { KeyDirectory } from '../ports/credentials';
import { drainBody, STRANGERS_DRAIN_LIMIT } from '../protocols/body/body-pieces';
import { isMutating } from '../protocols/mutating';
import { writeErrorAnswer } from '../protocols/wire/error-answer';
import type { ErrorAnswer } from '../protocols/wire/error-answer';
import type { WireAnswer } from '../protocols/wire/wire-answer';
import type { RequestLog } from './request-log';
import { findKey } from './authenticate';
import type { AuthenticationContext } from './authenticate';
import { serveBuffered } from './serve-buffered';
import type { Exchange, Progress } from './exchange';
import { faultOf } from './fault-of';
import { identifyRequest, UnknownService } from './identify-request';
import type { ServedOperations } from './served-operations';
import { serveRestXml } from './serve-rest-xml';
import { sendAnswer } from './send-answer';

export interface DispatcherOptions {
  readonly operations: ServedOperations;
  readonly keys: KeyDirectory;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly account: string;
  readonly region: string;
  readonly directory: string;
  /** Where bodies of uploads are written while they arrive. */
  readonly spoolDirectory: string;
  readonly url: () => string;
}

/** Serves AWS requests: identify, authenticate, decode, check, call, encode, log. */
export class Dispatcher {
  private readonly options: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const progress: Progress = { requestId: randomUUID(), principal: '' };
    let answer: WireAnswer | ErrorAnswer;
    try {
      answer = await this.serve(request, response, progress);
    } catch (thrown) {
      answer = this.refuse(thrown, request, progress);
    }
    // Written before the answer leaves: who has seen an answer can find its line.
    this.log(answer, progress);
    const stranger = progress.keyKnown === undefined && !request.complete;
    // Nobody else's body is read, whatever its size; what is on its way already must not break the answer.
    if (stranger) response.setHeader('connection', 'close');
    await sendAnswer(request, response, { answer, requestId: progress.requestId });
    if (stranger) drainBody(request, STRANGERS_DRAIN_LIMIT);
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    progress: Progress,
  ): Promise<WireAnswer> {
    const { keys, region, clock, operations, spoolDirectory } = this.options;
    const identified = identifyRequest(request);
    progress.identified = identified;
    progress.service = identified.profile.id;
    const context: AuthenticationContext = {
      keys,
      region,
      // Clients sign with real time even where the local cloud's own clock is a virtual one.
      signatureTime: systemClock.now(),
      now: clock.now(),
    };
    findKey(identified, context);
    progress.keyKnown = true;
    const model = await operations.model(identified.profile.id);
    progress.model = model;
    const call = this.callsOf(progress, response);
    const exchange: Exchange = { request, identified, model, context, progress, call };
    return identified.profile.protocol === 'rest-xml'
      ? serveRestXml(exchange, { operations, spoolDirectory })
      : serveBuffered(exchange, operations);
  }

  private callsOf({ requestId }: Progress, response: ServerResponse): Exchange['call'] {
    const { account, region, clock, url } = this.options;
    let signal: AbortSignal | undefined;
    return (who, headers) => ({
      requestId,
      account,
      region,
      principalArn: who.principalArn,
      accessKeyId: who.claim.accessKeyId,
      headers,
      endpointUrl: url(),
      now: clock.now(),
      // Made for the few operations that wait for something: the others answer before the client can leave.
      get signal() {
        return (signal ??= goneSignal(response));
      },
    });
  }

  private refuse(thrown: unknown, request: IncomingMessage, progress: Progress): ErrorAnswer {
    const { profile } = progress.identified ?? {};
    const { logger, directory } = this.options;
    return writeErrorAnswer(faultOf(thrown, { request, progress, logger, directory }), {
      protocol: profile?.protocol ?? (thrown instanceof UnknownService ? thrown.protocol : 'query'),
      model: progress.model,
      requestId: progress.requestId,
      xmlNamespace: profile?.xmlNamespace,
    });
  }

  private log(answer: WireAnswer | ErrorAnswer, progress: Progress): void {
    const { requestId, service = 'unknown', operation = 'unknown', principal } = progress;
    this.options.log.append({
      at: this.options.clock.now(),
      requestId,
      service,
      operation,
      status: answer.status,
      mutating: isMutating(operation),
      principal,
      ...('code' in answer ? { errorCode: answer.code } : {}),
    });
  }
}

const CLIENT_WENT_AWAY = new Error('the client went away');

/** Aborts when the client goes away before it has its whole answer. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort(CLIENT_WENT_AWAY);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(CLIENT_WENT_AWAY);
  });
  return gone.signal;
}
