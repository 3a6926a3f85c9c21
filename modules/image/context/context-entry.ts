/**
 * One file or link of a folder, as an image would see it. Only what survives a clone of the folder on another
 * machine counts: time, owner, group and the umask's bits are left out, the executable bit stays.
 */
export type ContextEntry = ContextFile | ContextLink;

export interface ContextFile {
  readonly kind: 'file';
  /** Relative to the folder, `/` between steps on every system. */
  readonly path: string;
  /** Where the bytes are. */
  readonly absolutePath: string;
  readonly executable: boolean;
  readonly size: number;
}

export interface ContextLink {
  readonly kind: 'link';
  readonly path: string;
  /** As written in the link: relative, and leading to somewhere inside the folder. */
  readonly target: string;
}
