/** One entry of a tar archive. Names and link texts are bytes: they are written as they are. */
export interface TarEntry {
  readonly path: Buffer;
  readonly kind: 'file' | 'folder' | 'link';
  readonly mode: number;
  /** Bytes that follow, of a file. */
  readonly size: number;
  /** Where a link leads. */
  readonly target?: Buffer;
}

const BLOCK = 512;
/** Names that are longer stand before their entry, as an entry of their own (GNU tar manual, "Basic Tar Format"). */
const LONGEST_NAME = 100;
const MOST_IN_OCTAL = 0o77777777777;
const TYPES = { file: '0', link: '2', folder: '5' } as const;

/**
 * The header of an entry in GNU's format, which every tar reads and which, unlike the one that POSIX prefers, takes names in
 * no encoding. No times, no owners: the same files make the same archive.
 */
export function tarHeader({ path, kind, mode, size, target = Buffer.alloc(0) }: TarEntry): Buffer {
  const name = kind === 'folder' ? Buffer.concat([path, Buffer.from('/')]) : path;
  return Buffer.concat([
    ...(target.length > LONGEST_NAME ? [longName('K', target)] : []),
    ...(name.length > LONGEST_NAME ? [longName('L', name)] : []),
    block({ name, type: TYPES[kind], mode, size, target }),
  ]);
}

/** What follows the bytes of a file, up to the next block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** What follows the last entry. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

function longName(type: 'K' | 'L', name: Buffer): Buffer {
  const text = Buffer.concat([name, Buffer.alloc(1)]);
  const header = block({
    name: Buffer.from('././@LongLink'),
    type,
    mode: 0,
    size: text.length,
    target: Buffer.alloc(0),
  });
  return Buffer.concat([header, text, tarPadding(text.length)]);
}

function block(entry: {
  readonly name: Buffer;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
  readonly target: Buffer;
}): Buffer {
  const header = Buffer.alloc(BLOCK);
  entry.name.copy(header, 0, 0, LONGEST_NAME);
  header.write(octal(entry.mode, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  if (entry.size <= MOST_IN_OCTAL) header.write(octal(entry.size, 11), 124);
  else {
    // Sizes that octal has no room for are binary, marked by the first bit.
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(entry.size), 128);
  }
  header.write(octal(0, 11), 136);
  header.write(entry.type, 156);
  entry.target.copy(header, 157, 0, LONGEST_NAME);
  header.write('ustar  ', 257);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
