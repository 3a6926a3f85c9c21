import { zipSync } from 'fflate';

/** The host that made the entry; external attributes are read as a Unix mode only beside it. */
const UNIX = 3;
/** A regular file that its owner may write and everybody may read and execute. */
const MODE = 0o100755;
/** Zip has no earlier moment, and no time zone either: a local one gives the same bytes everywhere. */
const EPOCH = new Date(1980, 0, 1);

/** A zip with one executable file. The same content gives the same bytes, whenever and wherever it is packed. */
export function packProgram(name: string, content: Uint8Array): Uint8Array {
  return zipSync({ [name]: [content, { level: 9, mtime: EPOCH, os: UNIX, attrs: (MODE << 16) >>> 0 }] });
}
