import type { CloudRequest } from '../ports/cloud-request';
import type { ServiceModel } from '../protocols/service-model';
import type { Authenticated, AuthenticationContext } from './authenticate';
import type { IdentifiedRequest } from './identify-request';
import type { Call } from '../ports/service';

/** Facts about a request that the log and the error envelope need, collected while it is served. */
export interface Progress {
  readonly requestId: string;
  service?: string;
  operation?: string;
  principal: string;
  /** The request names an existing key; its signature may still be wrong. */
  keyKnown?: true;
  identified?: IdentifiedRequest;
  model?: ServiceModel;
}

/** A request whose service is known and whose body is not read yet. */
export interface Exchange {
  readonly request: CloudRequest;
  readonly identified: IdentifiedRequest;
  readonly model: ServiceModel;
  readonly context: AuthenticationContext;
  readonly progress: Progress;
  /** Returns what a handler is told about the call, given the verified signer. */
  readonly call: (who: Authenticated, headers: Call['headers']) => Call;
}
