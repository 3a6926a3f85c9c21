import { readFileSync } from 'node:fs';
import type { ContainerListener } from '../../runner';

/** A row of a listener (state 0A): its address in hexadecimal digits, and its port (proc_pid_net(5)). */
const LISTENER = /^ *\d+: (?<address>[0-9A-F]+):(?<port>[0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /gm;
/** 127.0.0.0/8 and ::1. Linux writes each four bytes as one number of the machine. */
const LOOPBACK = /^([0-9A-F]{6}7F|7F[0-9A-F]{6}|0{24}(01000000|00000001))$/;

/** Returns where programs listen in the network of a process, lowest port first; none if it is gone. */
export function listenersOf(pid: number): readonly ContainerListener[] {
  const rows = ['tcp', 'tcp6'].flatMap((table) => [...read(pid, table).matchAll(LISTENER)]);
  const found = rows.map(({ groups: { address = '', port = '' } = {} }) => ({
    port: parseInt(port, 16),
    onLoopback: LOOPBACK.test(address),
  }));
  return found.sort((a, b) => a.port - b.port);
}

function read(pid: number, table: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/net/${table}`, 'utf8');
  } catch {
    return '';
  }
}
