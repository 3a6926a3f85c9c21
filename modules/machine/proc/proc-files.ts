import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

// A process can end, and its entries disappear, between any two reads; other systems than Linux have no such entries at all.

/** Returns the text of a file below `/proc` (proc(5)); empty if it is gone. */
export const procText = (path: string): string => orElse('', () => readFileSync(`/proc/${path}`, 'utf8'));

/** Returns the names in a folder below `/proc`; none if it is gone. */
export const procEntries = (path: string): readonly string[] =>
  orElse([], () => readdirSync(`/proc/${path}`));

/** Returns the target of a link below `/proc`; empty if it is gone. */
export const procLink = (path: string): string => orElse('', () => readlinkSync(`/proc/${path}`));

/** Returns the numbers of all processes that this one sees. */
export const processNumbers = (): readonly number[] =>
  procEntries('')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function orElse<T>(absent: T, look: () => T): T {
  try {
    return look();
  } catch {
    return absent;
  }
}
