import { writeFileSync } from 'node:fs';

/** Of 0 to 1000 (proc_pid_oom_score_adj(5)). Every user may raise it, and what a process starts inherits it. */
export const PREFERENCE_TO_END = '500';

/** If this machine itself runs out of memory, the kernel ends containers and not the local cloud, which keeps their records. */
export function preferToEnd(pid: number): void {
  try {
    writeFileSync(`/proc/${String(pid)}/oom_score_adj`, PREFERENCE_TO_END);
  } catch {
    // It has ended already, or the system has no such preference.
  }
}
