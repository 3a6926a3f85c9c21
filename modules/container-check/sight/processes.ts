import { listeningSockets, openLinks, processNumbers, procText } from '../../machine';

/** The variable by which the check finds the processes of a container in Linux's table of processes. */
export const MARK = 'TUNEFORM_CONTAINER_CHECK';

/** Returns the numbers of the processes that have the variable with this value; empty on a system without /proc. */
export function processesOf(mark: string): readonly number[] {
  const wanted = `${MARK}=${mark}`;
  return processNumbers().filter((pid) =>
    procText(`${String(pid)}/environ`)
      .split('\0')
      .includes(wanted),
  );
}

const SIGTERM_BIT = 1n << 14n;

/** Whether one of the processes has a handler for SIGTERM; undefined if none of them can be seen. */
export function catchesSigterm(pids: readonly number[]): boolean | undefined {
  const masks = pids.flatMap((pid) => {
    const [, mask] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(procText(`${String(pid)}/status`)) ?? [];
    return mask === undefined ? [] : [BigInt(`0x${mask}`)];
  });
  return masks.length === 0 ? undefined : masks.some((mask) => (mask & SIGTERM_BIT) !== 0n);
}

/** A TCP socket that waits for connections. */
export interface Listener {
  readonly port: number;
  /** Whether it takes connections from other machines. */
  readonly everywhere: boolean;
}

/** Whether something listens on the port, but only for requests from the same network. */
export function isUnreachable(listeners: readonly Listener[], port: number | undefined): boolean {
  const own = listeners.filter((listener) => listener.port === port);
  return own.length > 0 && !own.some(({ everywhere }) => everywhere);
}

/** Returns the sockets on which the processes listen, in the network that they see. */
export function listenersOf(pids: readonly number[]): readonly Listener[] {
  const [first] = pids;
  if (first === undefined) return [];
  const own = openLinks(pids);
  return listeningSockets(first)
    .filter(({ link }) => own.has(link))
    .map(({ port, at }) => ({ port, everywhere: at === 'everywhere' }));
}

/** The overlays that a process sees, by their folder of changes: `upper/3` is mounted at `/usr`. */
export function overlaysOf(pids: readonly number[]): ReadonlyMap<string, string> {
  const rows = procText(`${String(pids[0] ?? 0)}/mountinfo`).split('\n');
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const [, at] = /^\d+ \d+ \S+ \S+ (\S+) /.exec(row) ?? [];
      const [, changes] = /[ ,]upperdir=([^, ]+)/.exec(row) ?? [];
      return at === undefined || changes === undefined ? [] : [[changes, at === '/' ? '' : at]];
    }),
  );
}
