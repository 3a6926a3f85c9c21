import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whatever speaks the registry protocol below `/v2/`. Answers the request itself and says what it was. */
export interface RegistryListener {
  handle(request: IncomingMessage, response: ServerResponse): Promise<RegistryOutcome>;
}

export interface RegistryOutcome {
  /** `PutManifest`, `GetBlob`, … */
  readonly operation: string;
  readonly status: number;
  readonly mutating: boolean;
  readonly principal: string;
  readonly requestId: string;
  readonly errorCode?: string;
}
