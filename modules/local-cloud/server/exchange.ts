import type { CloudRequest } from '../ports/cloud-request';
import type { ServiceModel } from '../protocols/service-model';
import type { Authenticated, AuthenticationContext } from './authenticate';
import type { IdentifiedRequest } from './identify-request';
import type { Call } from '../ports/service';

/** What is found out about a request on the way, kept for the log and for the error envelope. */
export interface Progress {
  readonly requestId: string;
  service?: string;
  operation?: string;
  principal: string;
  /** The request names a key that exists, though its signature may be wrong. */
  keyKnown?: true;
  identified?: IdentifiedRequest;
  model?: ServiceModel;
}

/** A request whose service is known and whose body is still to be read. */
export interface Exchange {
  readonly request: CloudRequest;
  readonly identified: IdentifiedRequest;
  readonly model: ServiceModel;
  readonly context: AuthenticationContext;
  readonly progress: Progress;
  /** What a handler is told about the call, once it is known who calls. */
  readonly call: (who: Authenticated, headers: Call['headers']) => Call;
}
