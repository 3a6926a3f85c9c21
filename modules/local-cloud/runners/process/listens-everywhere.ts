import { readFileSync } from 'node:fs';

/** Linux's tables of TCP sockets (proc_pid_net(5)): number, local address, remote address, state. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LISTENING = '0A';

/**
 * Whether something listens on the port on every network interface of this machine, where other machines can reach it. False
 * where the system has no such tables.
 */
export function listensEverywhere(port: number): boolean {
  const anyAddress = new RegExp(`^0+:${port.toString(16).toUpperCase().padStart(4, '0')}$`);
  return TABLES.flatMap(linesOf).some((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return state === LISTENING && anyAddress.test(local);
  });
}

function linesOf(table: string): readonly string[] {
  try {
    return readFileSync(table, 'utf8').split('\n');
  } catch {
    return [];
  }
}
