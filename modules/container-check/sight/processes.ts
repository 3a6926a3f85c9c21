import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The variable by which the check finds the processes of a container in Linux's table of processes. */
export const MARK = 'TUNEFORM_CONTAINER_CHECK';

/** Returns the numbers of the processes that have the variable with this value; empty on a system without /proc. */
export function processesOf(mark: string): readonly number[] {
  const wanted = `${MARK}=${mark}`;
  return entries('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(wanted))
    .map(Number);
}

const SIGTERM_BIT = 1n << 14n;

/** Whether one of the processes has a handler for SIGTERM; undefined if none of them can be seen. */
export function catchesSigterm(pids: readonly number[]): boolean | undefined {
  const masks = pids.flatMap((pid) => {
    const [, mask] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(read(`/proc/${String(pid)}/status`)) ?? [];
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

/** State 0A of proc_pid_net(5) is LISTEN. */
const ROW =
  /^ *\d+: (?<address>[0-9A-F]+):(?<port>[0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A \S+ \S+ \S+ +\d+ +\d+ (?<inode>\d+)/gm;

/** Returns the sockets on which the processes listen, in the network that they see. */
export function listenersOf(pids: readonly number[]): readonly Listener[] {
  const [first] = pids;
  if (first === undefined) return [];
  const own = new Set(
    pids.flatMap((pid) =>
      entries(`/proc/${String(pid)}/fd`).map((fd) => target(`/proc/${String(pid)}/fd/${fd}`)),
    ),
  );
  return ['tcp', 'tcp6']
    .flatMap((table) => [...read(`/proc/${String(first)}/net/${table}`).matchAll(ROW)])
    .filter(({ groups = {} }) => own.has(`socket:[${groups['inode'] ?? ''}]`))
    .map(({ groups = {} }) => ({
      port: parseInt(groups['port'] ?? '', 16),
      everywhere: /^0+$/.test(groups['address'] ?? ''),
    }));
}

/** The overlays that a process sees, by their folder of changes: `upper/3` is mounted at `/usr`. */
export function overlaysOf(pids: readonly number[]): ReadonlyMap<string, string> {
  const rows = read(`/proc/${String(pids[0] ?? 0)}/mountinfo`).split('\n');
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const [, at] = /^\d+ \d+ \S+ \S+ (\S+) /.exec(row) ?? [];
      const [, changes] = /[ ,]upperdir=([^, ]+)/.exec(row) ?? [];
      return at === undefined || changes === undefined ? [] : [[changes, at === '/' ? '' : at]];
    }),
  );
}

function read(file: string): string {
  return orElse('', () => readFileSync(file, 'utf8'));
}

function entries(folder: string): readonly string[] {
  return orElse([], () => readdirSync(folder));
}

function target(link: string): string {
  return orElse('', () => readlinkSync(link));
}

/** A process can end, and its entries disappear, between any two reads. */
function orElse<T>(absent: T, look: () => T): T {
  try {
    return look();
  } catch {
    return absent;
  }
}
