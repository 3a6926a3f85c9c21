import type { WireAnswer } from './wire-answer';
import type { CloudRequest } from './cloud-request';

/** Implements the registry protocol below `/v2/`. Answers each request and names its operation. */
export interface RegistryListener {
  handle(request: CloudRequest): Promise<RegistryOutcome>;
}

export interface RegistryOutcome {
  /** `PutManifest`, `GetBlob`, … */
  readonly operation: string;
  readonly answer: WireAnswer;
  readonly mutating: boolean;
  readonly principal: string;
  readonly requestId: string;
  readonly errorCode?: string;
}
