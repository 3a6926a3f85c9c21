import { processNumbers, procText } from './proc-files';

/** A process, its parent and its group (fields 1, 4 and 5 of /proc/<pid>/stat). */
interface Relation {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** Returns the group that a process belongs to; undefined if it is gone. */
export const groupOf = (pid: number): number | undefined => relationOf(pid)?.group;

/** Returns the processes of the group that `leader` leads, and the descendants of all of them that left it. */
export function familyOf(leader: number): readonly number[] {
  const relations = youngerThan(leader).flatMap((pid) => relationOf(pid) ?? []);
  const family = new Set(relations.filter(({ group }) => group === leader).map(({ pid }) => pid));
  for (let size = -1; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of relations) if (family.has(parent)) family.add(pid);
  }
  return [...family];
}

/** Returns the processes that `leader` can have started, and itself: later ones have higher numbers, until these begin again. */
export function youngerThan(leader: number): readonly number[] {
  const all = processNumbers();
  return last() < leader ? all : all.filter((pid) => pid >= leader);
}

/** The name in the second field may contain spaces and brackets. */
function relationOf(pid: number): Relation | undefined {
  const stat = procText(`${String(pid)}/stat`);
  const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return parent === undefined || group === undefined
    ? undefined
    : { pid, parent: Number(parent), group: Number(group) };
}

/** The number of the youngest process of this machine. */
const last = (): number => Number(procText('loadavg').trim().split(' ').at(-1));
