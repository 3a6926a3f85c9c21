import { constants } from 'node:os';

const WHY = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file would exceed the largest size this process may write (ulimit -f)',
  EROFS: 'the file system is read-only',
  // The database says so when the disk took only a part of what it wrote.
  EIO: 'the disk is full or faulty',
} as const;

/**
 * Why something could not be written, in words, when the disk refused it; undefined for every other error. Node names such
 * errors by their code, the database by its number.
 */
export function whyUnwritable(thrown: unknown): string | undefined {
  const code = (thrown as { readonly code?: unknown } | undefined)?.code;
  for (const [name, why] of Object.entries(WHY)) {
    if (code === name || code === constants.errno[name as keyof typeof WHY]) return why;
  }
  return undefined;
}

/** What somebody at this machine can do about a disk that refuses to be written to. */
export const unwritable = (why: string, directory: string): string =>
  `The local cloud cannot write to ${directory}: ${why}. Free some space there and try again; nothing needs to be restarted, and what was acknowledged is safe.`;
