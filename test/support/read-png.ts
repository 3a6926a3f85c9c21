import { crc32, inflateSync } from 'node:zlib';

export interface Png {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of every pixel in hexadecimal, with how many pixels have it. */
  readonly colours: ReadonlyMap<string, number>;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const CHANNELS = 3;

/** Reads a PNG of 8 bits a channel without transparency, every pixel of it. Throws if it is none. */
export function readPng(bytes: Buffer): Png {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG: its signature is missing.');
  const parts: Buffer[] = [];
  let header: Buffer | undefined;
  let name = '';
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const typed = bytes.subarray(at + 4, at + 8 + length);
    if (crc32(typed) !== bytes.readUInt32BE(at + 8 + length)) {
      throw new Error('A checksum of the PNG is wrong.');
    }
    name = typed.toString('latin1', 0, 4);
    if (name === 'IHDR') header = typed.subarray(4);
    if (name === 'IDAT') parts.push(typed.subarray(4));
    at += 12 + length;
  }
  if (header === undefined || name !== 'IEND') throw new Error('The PNG is cut off.');
  if (header[8] !== 8 || header[9] !== 2) throw new Error('The PNG is not of 8 bits in red, green and blue.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return { width, height, colours: coloursOf(unfiltered(inflateSync(Buffer.concat(parts)), width, height)) };
}

/** Takes the filter of each line back, by which PNG makes lines easier to compress. */
function unfiltered(data: Buffer, width: number, height: number): Buffer {
  const length = width * CHANNELS;
  if (data.length !== height * (length + 1)) throw new Error('The PNG has pixels missing, or too many.');
  const pixels = Buffer.alloc(height * length);
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (length + 1)];
    for (let at = 0; at < length; at += 1) {
      const left = at < CHANNELS ? 0 : pixels[row * length + at - CHANNELS]!;
      const up = row === 0 ? 0 : pixels[(row - 1) * length + at]!;
      const corner = at < CHANNELS || row === 0 ? 0 : pixels[(row - 1) * length + at - CHANNELS]!;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? -1];
      if (guess === undefined) throw new Error('A line of the PNG has no known filter.');
      pixels[row * length + at] = data[row * (length + 1) + 1 + at]! + guess;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function coloursOf(pixels: Buffer): ReadonlyMap<string, number> {
  const colours = new Map<string, number>();
  for (let at = 0; at < pixels.length; at += CHANNELS) {
    const colour = pixels.toString('hex', at, at + CHANNELS);
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return colours;
}
