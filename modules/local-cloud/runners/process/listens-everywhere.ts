import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Linux's tables of TCP sockets (proc_pid_net(5)): number, local address, remote address, state, …, inode. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
/**
 * The row of a listener (state 0A) on 0.0.0.0 or ::, with its port in hexadecimal digits. One expression for a whole table: a busy
 * machine has thousands of rows, nearly all of them connections, and taking each apart would block everything else meanwhile.
 */
const OPEN_LISTENER =
  /^ *\d+: 0+:(?<port>[0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A \S+ \S+ \S+ +\d+ +\d+ (?<inode>\d+)/gm;

interface Listener {
  readonly port: number;
  readonly inode: string;
}

/**
 * Whether a process listens on the port on every network interface of this machine, where other machines can reach
 * it. False if the system has no such tables.
 */
export function listensEverywhere(port: number): boolean {
  return listeners().some((listener) => listener.port === port);
}

/** Returns the ports on which processes of the group listen on every network interface of this machine, lowest first. */
export function openPortsOf(group: number): readonly number[] {
  const open = new Map(listeners().map(({ port, inode }) => [`socket:[${inode}]`, port]));
  // Looking into processes takes longer than the tables, and most machines have no such listener.
  if (open.size === 0) return [];
  const ports = entries('/proc')
    .filter((name) => /^\d+$/.test(name) && groupOf(name) === group)
    .flatMap((pid) => entries(`/proc/${pid}/fd`).map((fd) => open.get(target(`/proc/${pid}/fd/${fd}`))))
    .filter((port) => port !== undefined);
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** SageMaker's containers have a network of their own, where binding every interface is right. */
export const openToOthers = (who: string, ports: readonly number[]): string =>
  `Local cloud: the ${who} listens on every network interface of this machine (port ${ports.join(', ')}), so other machines can ` +
  'reach it. Bind 127.0.0.1 if SAGEMAKER_BASE_DIR is set; only the local cloud sets it.';

function listeners(): readonly Listener[] {
  return TABLES.flatMap((table) => [...read(table).matchAll(OPEN_LISTENER)]).map(({ groups = {} }) => ({
    port: parseInt(groups['port'] ?? '', 16),
    inode: groups['inode'] ?? '',
  }));
}

/** Returns the process group; undefined if the process is gone. The name before it may contain spaces and brackets. */
function groupOf(pid: string): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return group === undefined ? undefined : Number(group);
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

/** A process can end, and its entries disappear, between any two reads; other systems have no such entries at all. */
function orElse<T>(absent: T, look: () => T): T {
  try {
    return look();
  } catch {
    return absent;
  }
}
