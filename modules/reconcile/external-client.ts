import type { Observation } from './observation';

/**
 * Manages one kind of object in an external system. No call waits for completion; each sends its request and returns.
 * Every call is idempotent: `create` of an object that already matches succeeds, and so does `delete` of a running or
 * already deleted object. Absence is an observation, never an error.
 */
export interface ExternalClient<Spec, Status> {
  observe(spec: Spec, signal: AbortSignal): Promise<Observation<Status>>;
  create(spec: Spec, signal: AbortSignal): Promise<void>;
  update(spec: Spec, observed: Status, signal: AbortSignal): Promise<void>;
  /** Requests the removal of what was just observed. For a running job this first stops it; the caller observes again. */
  delete(spec: Spec, observed: Status, signal: AbortSignal): Promise<void>;
}
