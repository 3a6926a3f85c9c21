import type { FaultProxy } from '../fault-proxy/fault-proxy';
import type { Scenario } from './scenarios';
import type { Stack } from './stack';

/** A route to the cloud through its own proxy, so that a fault on it affects no other route. */
export interface Lane {
  readonly proxy: FaultProxy;
  /** An empty stack, reached by the proxy's kill and interrupt until the next one is opened. */
  open(typeName: Scenario['typeName']): Stack;
  close(): Promise<void>;
}
