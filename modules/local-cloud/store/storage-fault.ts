import { constants } from 'node:os';

const WHY = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file would exceed the largest size this process may write (ulimit -f)',
  EROFS: 'the file system is read-only',
  // The database reports this if the disk accepted only a part of a write.
  EIO: 'the disk is full or faulty',
} as const;

/**
 * Returns why the disk rejected a write, in words; undefined for every other error. Node identifies such errors by
 * code, the database by number.
 */
export function whyUnwritable(thrown: unknown): string | undefined {
  const code = (thrown as { readonly code?: unknown } | undefined)?.code;
  for (const [name, why] of Object.entries(WHY)) {
    if (code === name || code === constants.errno[name as keyof typeof WHY]) return why;
  }
  return undefined;
}

/** The remedy for a disk that cannot be written to. */
export const unwritable = (why: string, directory: string): string =>
  `The local cloud cannot write to ${directory}: ${why}. Free some space there and try again; nothing needs to be restarted, and acknowledged writes are safe.`;
