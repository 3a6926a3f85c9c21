import type { FaultProxy } from '../fault-proxy/fault-proxy';
import type { Scenario } from './scenarios';
import type { Stack } from './stack';

/** A way to the cloud with a proxy of its own, so that a fault on it meets nobody else. */
export interface Lane {
  readonly proxy: FaultProxy;
  /** An empty stack, reached by the proxy's kill and interrupt until the next one is opened. */
  open(typeName: Scenario['typeName']): Stack;
  close(): Promise<void>;
}
