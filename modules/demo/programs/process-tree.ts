import { basename } from 'node:path';
import { inheritedEnvironment, runProgramAtOnce } from '../../machine';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Name of the executable, without its folder. */
  readonly name: string;
}

/** Returns all processes below `root`, by parent: the CDKTF CLI gives Terraform a session of its own. */
export function descendantsOf(root: number, table: readonly ProcessEntry[] = processTable()): ProcessEntry[] {
  const children = table.filter((entry) => entry.parent === root && entry.pid !== root);
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, table)]);
}

/** Returns every process of the machine, as `ps` (POSIX) reports it. */
export function processTable(): ProcessEntry[] {
  const env = inheritedEnvironment(process.env, 'tool');
  const { stdout } = runProgramAtOnce({ file: 'ps', args: ['-A', '-o', 'pid=,ppid=,comm='], env });
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*?)\s*$/.exec(line);
    if (match === null) return [];
    return [{ pid: Number(match[1]), parent: Number(match[2]), name: basename(match[3] ?? '') }];
  });
}
