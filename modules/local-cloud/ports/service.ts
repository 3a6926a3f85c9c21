import type { IncomingHttpHeaders } from 'node:http';
import type { MemberTable } from '../../kernel';
import type { WireProfile } from './wire-profile';

/** What a handler knows about the request besides its decoded input. */
export interface Call {
  /** Sent to the client as `x-amzn-requestid` and written to the request log. */
  readonly requestId: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** ARN of the signer: an IAM user or an assumed role. */
  readonly principalArn: string;
  /** Access key that signed the request. */
  readonly accessKeyId: string;
  /** Request headers, including the trailers of an aws-chunked body. */
  readonly headers: IncomingHttpHeaders;
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly endpointUrl: string;
  /** Milliseconds since the epoch, from the local cloud's clock. */
  readonly now: number;
  /** Aborts if the client goes away before the answer is written. */
  readonly signal: AbortSignal;
}

/** Serves one operation. Takes the SDK's input shape and returns the SDK's output shape. */
export type OperationHandler<I = unknown, O = unknown> = (input: I, call: Call) => O | Promise<O>;

/** Handlers by operation name. */
export type Operations = Readonly<Record<string, OperationHandler<never>>>;

/** One AWS service. Operations that it does not list get 501 `NotImplemented`. */
export interface Service extends WireProfile {
  /** The SDK client module whose runtime schemas describe the wire; loaded at the first call, not at start. */
  readonly loadClient: () => unknown;
  readonly operations: Operations;
  /** Operations whose requests may have only the members in their table. */
  readonly members?: Readonly<Record<string, MemberTable>>;
  /** Called once the server listens. Resumes the work of an earlier process. */
  start?(): void | Promise<void>;
  /** Called before the store closes. */
  stop?(): Promise<void>;
}

export interface ServiceFaultOptions {
  /** HTTP status. Defaults to the status that the model gives the code, else 400. */
  readonly status?: number;
  /** Other members of the modelled error structure, for example `ResourceName`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * An error in the service's own words. `code` is the modelled name of the error (`ResourceNotFound`,
 * `NoSuchEntityException`) or a bare wire code such as `AccessDenied`. The protocol layer chooses the envelope.
 */
export class ServiceFault extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: ServiceFaultOptions = {}) {
    super(message);
    this.name = 'ServiceFault';
    this.code = code;
    this.status = options.status;
    this.members = options.members ?? {};
  }
}
