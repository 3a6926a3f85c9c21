import { readFileSync, readlinkSync } from 'node:fs';
import { inheritedEnvironment } from './inherited-environment';
import { runProgramAtOnce } from './run-program-at-once';

/** Identifies a process, also against a later process with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in a unit of the system; compare it only for equality. */
  readonly startedAt: string;
  /** The boot and the container of the process number; absent if the system has neither. */
  readonly boot?: string;
  readonly container?: string;
}

/** Returns the identity of a running process; undefined if no process has this number. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt, ...numberSpace() };
}

/** Returns true if exactly this process still runs. */
export function stillRuns(identity: ProcessIdentity): boolean {
  const { boot, container } = numberSpace();
  if (identity.boot !== boot || identity.container !== container) return false;
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/** Returns true if the process belongs to another container of this machine, so that this process cannot see it. */
export function isHidden(identity: ProcessIdentity): boolean {
  const { boot, container } = numberSpace();
  return identity.boot === boot && identity.container !== container;
}

let known: Pick<ProcessIdentity, 'boot' | 'container'> | undefined;

/** Process numbers begin anew with every boot, and every container (a Linux process namespace) has its own. */
function numberSpace(): Pick<ProcessIdentity, 'boot' | 'container'> {
  if (process.platform !== 'linux') return {};
  return (known ??= {
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    container: readlinkSync('/proc/self/ns/pid'),
  });
}

/** Field 22 of /proc/<pid>/stat, clock ticks since boot. Zombies count as gone: there is nothing left to end. */
function startTimeFromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field, the command in parentheses, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

function startTimeFromPs(pid: number): string | undefined {
  const env = inheritedEnvironment(process.env, 'tool');
  const { stdout } = runProgramAtOnce({ file: 'ps', args: ['-o', 'lstart=', '-p', String(pid)], env });
  return stdout.trim() || undefined;
}
