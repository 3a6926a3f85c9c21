import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Name of the executable, without its folder. */
  readonly name: string;
}

/** Everything that runs below `root`, found by parentage: the CDKTF CLI gives Terraform a session of its own. */
export function descendantsOf(root: number, table: readonly ProcessEntry[] = processTable()): ProcessEntry[] {
  const children = table.filter((entry) => entry.parent === root && entry.pid !== root);
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, table)]);
}

/** Every process of the machine, as `ps` (POSIX) reports it. */
export function processTable(): ProcessEntry[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*?)\s*$/.exec(line);
    if (match === null) return [];
    return [{ pid: Number(match[1]), parent: Number(match[2]), name: basename(match[3] ?? '') }];
  });
}
