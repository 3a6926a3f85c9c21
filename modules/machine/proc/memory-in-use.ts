import { procText } from './proc-files';

/** Returns the bytes of memory that the processes occupy. What they share, each of them counts (`VmRSS`). */
export const residentBytes = (pids: readonly number[]): number => sum(pids, 'status', /^VmRSS:\s*(\d+) kB$/m);

/** Returns the bytes of memory that the processes occupy. What n processes share, each counts as an nth (`Pss`). Slow: Linux walks all pages. */
export const proportionalBytes = (pids: readonly number[]): number =>
  sum(pids, 'smaps_rollup', /^Pss:\s*(\d+) kB$/m);

function sum(pids: readonly number[], file: string, row: RegExp): number {
  const kibibytes = pids.map((pid) => Number(row.exec(procText(`${String(pid)}/${file}`))?.[1] ?? 0));
  return kibibytes.reduce((all, one) => all + one, 0) * 1024;
}
