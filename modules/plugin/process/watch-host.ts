import type { Clock } from '../../kernel';

/** How long a provider waits for its host, in milliseconds. */
export interface HostPatience {
  /** From the handshake line to the first connection. The host itself gives up on a start after a minute. */
  readonly connectMs: number;
  /** From the end of the last connection to the next one. A host keeps one connection for its whole life. */
  readonly reconnectMs: number;
}

export const HOST_PATIENCE: HostPatience = { connectMs: 60_000, reconnectMs: 10_000 };

/** A source of connection counts; a gRPC server is one. */
export interface ConnectionCount {
  /** Calls back with the number of open connections whenever it changes. */
  onConnections(listener: (open: number) => void): void;
}

/**
 * Calls `leave` if no host has connected in time, or if the last one has gone and none came back. The parent's process
 * number is no help: if a host is killed while its provider is still starting, the provider already has another parent
 * when it first looks.
 */
export function watchHost(
  connections: ConnectionCount,
  options: { readonly patience: HostPatience; readonly clock: Clock },
  leave: () => void,
): void {
  const { patience, clock } = options;
  let waiting: AbortController | undefined;
  const wait = (ms: number): void => {
    const own = (waiting = new AbortController());
    clock.sleep(ms, own.signal).then(leave, () => undefined);
  };
  wait(patience.connectMs);
  connections.onConnections((open) => {
    waiting?.abort();
    if (open === 0) wait(patience.reconnectMs);
  });
}
