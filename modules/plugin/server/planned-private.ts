/** The private bytes of a planned change: its own, and those of the object that it changes. */
export interface PlannedPrivate {
  readonly own: Uint8Array | undefined;
  /** Undefined if nothing is changed, or nothing was kept with it. */
  readonly prior: Uint8Array | undefined;
}

/** No JSON and no text begins so. */
const MARK = Buffer.from('\0planned\0');
const HEAD = MARK.length + 4;

/**
 * Returns both as the private bytes of a plan. An apply is given nothing else, and a change that fails must leave with the object what
 * was kept with it before.
 */
export function joinPrivate({ own, prior }: PlannedPrivate): Uint8Array | undefined {
  if (own === undefined && prior === undefined) return undefined;
  const head = Buffer.alloc(HEAD);
  MARK.copy(head);
  head.writeUInt32BE(own?.length ?? 0, MARK.length);
  return Buffer.concat([head, own ?? Buffer.alloc(0), prior ?? Buffer.alloc(0)]);
}

/**
 * Returns the two parts of the private bytes of a plan, or undefined for other bytes, as a planned destruction has: those are the
 * object's. Terraform passes a replacement's bytes to the deletion of the object too.
 */
export function splitPrivate(bytes: Uint8Array | undefined): PlannedPrivate | undefined {
  if (bytes === undefined || bytes.length < HEAD) return undefined;
  const joined = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!joined.subarray(0, MARK.length).equals(MARK)) return undefined;
  const end = HEAD + joined.readUInt32BE(MARK.length);
  const part = (from: number, to: number): Uint8Array | undefined =>
    to > from ? joined.subarray(from, to) : undefined;
  return { own: part(HEAD, end), prior: part(end, joined.length) };
}
