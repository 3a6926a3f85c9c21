import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, signalGroup, stillRuns } from '../../../machine';
import type { ProcessIdentity } from '../../../machine';
import { whyUnwritable } from '../../store/storage-fault';

/** The process groups of this process, on disk, so that the next process can find those that outlive it. */
export class ProcessTable {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  add(pid: number): void {
    const identity = identify(pid);
    if (identity === undefined) return;
    try {
      writeFileSync(this.file(pid), JSON.stringify(identity));
    } catch (error) {
      // The watchdog ends it even if this process dies; only if both die does it keep running.
      if (whyUnwritable(error) === undefined) throw error;
    }
  }

  remove(pid: number): void {
    rmSync(this.file(pid), { force: true });
  }

  /** Kills the groups of listed processes that are still alive and empties the list. Returns their number. */
  sweep(): number {
    let swept = 0;
    for (const name of readdirSync(this.directory)) {
      const file = join(this.directory, name);
      const identity = read(file);
      if (identity !== undefined && stillRuns(identity)) {
        signalGroup(identity.pid, 'SIGKILL');
        swept += 1;
      }
      rmSync(file, { force: true });
    }
    return swept;
  }

  private file(pid: number): string {
    return join(this.directory, `${String(pid)}.json`);
  }
}

function read(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
