import type { Call } from './service';

/** An operation about to be served: its request is authenticated, decoded and checked. */
export interface InterceptedOperation {
  /** Name of the service's folder. */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly call: Call;
}

/**
 * Stands around every operation. `next` serves it and resolves with its output; what is thrown instead, before or after
 * `next`, becomes the answer. The first of a list stands outermost.
 */
export type Interceptor = (operation: InterceptedOperation, next: () => Promise<unknown>) => Promise<unknown>;
