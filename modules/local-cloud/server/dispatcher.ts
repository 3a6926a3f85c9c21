import type { Clock, Logger, Random } from '../../kernel';
import type { CloudRequest } from '../ports/cloud-request';
import type { KeyDirectory } from '../ports/credentials';
import { isMutating } from '../protocols/mutating';
import { writeErrorAnswer } from '../protocols/wire/error-answer';
import type { ErrorAnswer } from '../protocols/wire/error-answer';
import type { CloudAnswer, WireAnswer } from '../ports/wire-answer';
import type { RequestLog } from './request-log';
import { findKey } from './authenticate';
import type { AuthenticationContext } from './authenticate';
import { serveBuffered } from './serve-buffered';
import type { Exchange, Progress } from './exchange';
import { faultOf } from './fault-of';
import { identifyRequest, UnknownService } from './identify-request';
import type { ProfileDirectory } from './profile-directory';
import type { ServedOperations } from './served-operations';
import { serveRestXml } from './serve-rest-xml';

export interface DispatcherOptions {
  readonly profiles: ProfileDirectory;
  readonly operations: ServedOperations;
  readonly keys: KeyDirectory;
  readonly log: RequestLog;
  readonly clock: Clock;
  /** The time for signatures: real time if clients sign with it, whatever time `clock` gives. */
  readonly signatureClock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly account: string;
  readonly region: string;
  readonly directory: string;
  /** Folder for the bodies of uploads while they arrive. */
  readonly spoolDirectory: string;
  readonly url: () => string;
}

/** Serves AWS requests: identify, authenticate, decode, check, call, encode, log. */
export class Dispatcher {
  private readonly options: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.options = options;
  }

  async handle(request: CloudRequest): Promise<CloudAnswer> {
    const progress: Progress = { requestId: this.options.random.uuid(), principal: '' };
    let answer: WireAnswer | ErrorAnswer;
    try {
      answer = await this.serve(request, progress);
    } catch (thrown) {
      answer = this.reject(thrown, request, progress);
    }
    // Log before responding, so that a client holding a response can find its log line.
    this.log(answer, progress);
    const id = progress.requestId;
    const ids = { 'x-amzn-requestid': id, 'x-amz-request-id': id, 'x-amz-id-2': id };
    return {
      ...answer,
      headers: { ...ids, ...answer.headers },
      ...(progress.keyKnown === undefined ? { toStranger: true } : {}),
    };
  }

  private async serve(request: CloudRequest, progress: Progress): Promise<WireAnswer> {
    const { keys, region, clock, signatureClock, operations, spoolDirectory } = this.options;
    const identified = identifyRequest(request, this.options.profiles);
    progress.identified = identified;
    progress.service = identified.profile.id;
    const context: AuthenticationContext = {
      keys,
      region,
      signatureTime: signatureClock.now(),
      now: clock.now(),
    };
    findKey(identified, context);
    progress.keyKnown = true;
    const model = await operations.model(identified.profile.id);
    progress.model = model;
    const call = this.callsOf(progress, request);
    const exchange: Exchange = { request, identified, model, context, progress, call };
    return identified.profile.protocol === 'rest-xml'
      ? serveRestXml(exchange, { operations, spoolDirectory })
      : serveBuffered(exchange, operations);
  }

  private callsOf({ requestId }: Progress, request: CloudRequest): Exchange['call'] {
    const { account, region, clock, url } = this.options;
    return (who, headers) => ({
      requestId,
      account,
      region,
      principalArn: who.principalArn,
      accessKeyId: who.claim.accessKeyId,
      headers,
      endpointUrl: url(),
      now: clock.now(),
      get signal() {
        return request.signal;
      },
    });
  }

  private reject(thrown: unknown, request: CloudRequest, progress: Progress): ErrorAnswer {
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
