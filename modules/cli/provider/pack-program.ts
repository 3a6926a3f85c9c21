import { zipSync } from 'fflate';

/** The host system of the entry; unzip programs read the Unix mode only with this value. */
const UNIX = 3;
/** Mode 0755 of a regular file. */
const MODE = 0o100755;
/** The earliest time that zip can express. Zip has no time zone, so a local time gives the same bytes everywhere. */
const EPOCH = new Date(1980, 0, 1);

/** Returns a zip with one executable file. The same content always gives the same bytes. */
export function packProgram(name: string, content: Uint8Array): Uint8Array {
  return zipSync({ [name]: [content, { level: 9, mtime: EPOCH, os: UNIX, attrs: (MODE << 16) >>> 0 }] });
}
