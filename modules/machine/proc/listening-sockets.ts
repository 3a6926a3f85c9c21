import { procEntries, procLink, procText } from './proc-files';

/** A TCP socket that waits for connections. */
export interface ListeningSocket {
  readonly port: number;
  /** Which addresses it answers at: all of this machine, those of the loopback interface, or one other. */
  readonly at: 'everywhere' | 'loopback' | 'one address';
  /** As a link below `/proc/<pid>/fd` names it. */
  readonly link: string;
}

/**
 * The row of a listener (state 0A): its address and port in hexadecimal digits, and its inode (proc_pid_net(5)). One expression for a whole
 * table: a busy machine has thousands of rows, nearly all of them connections, and taking each apart would block everything else.
 */
const ROW =
  /^ *\d+: (?<address>[0-9A-F]+):(?<port>[0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A \S+ \S+ \S+ +\d+ +\d+ (?<inode>\d+)/gm;
const EVERYWHERE = /^0+$/;
/** 127.0.0.0/8 and ::1. Linux writes each four bytes as one number of the machine. */
const LOOPBACK = /^([0-9A-F]{6}7F|7F[0-9A-F]{6}|0{24}(01000000|00000001))$/;

/** Returns the listeners in the network of a process, or of this one. None if it is gone or the system has no such tables. */
export function listeningSockets(pid: number | 'self' = 'self'): readonly ListeningSocket[] {
  return ['tcp', 'tcp6']
    .flatMap((table) => [...procText(`${String(pid)}/net/${table}`).matchAll(ROW)])
    .map(({ groups: { address = '', port = '', inode = '' } = {} }) => ({
      port: parseInt(port, 16),
      at: EVERYWHERE.test(address) ? 'everywhere' : LOOPBACK.test(address) ? 'loopback' : 'one address',
      link: `socket:[${inode}]`,
    }));
}

/** Returns what the processes have open, as the links below `/proc/<pid>/fd` name it. */
export const openLinks = (pids: readonly number[]): ReadonlySet<string> =>
  new Set(
    pids.flatMap((pid) => procEntries(`${String(pid)}/fd`).map((fd) => procLink(`${String(pid)}/fd/${fd}`))),
  );
