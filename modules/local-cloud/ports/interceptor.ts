import type { Call } from './service';

/** An operation whose request is authenticated, decoded and checked, and which is not served yet. */
export interface InterceptedOperation {
  /** Name of the service's folder. */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly call: Call;
}

/**
 * Wraps every operation. `next` serves it and resolves with its output. An error that the interceptor throws, before
 * or after `next`, becomes the answer. The first of a list is the outermost.
 */
export type Interceptor = (operation: InterceptedOperation, next: () => Promise<unknown>) => Promise<unknown>;
