/**
 * A file or link of a folder, as it goes into an image. It has only properties that survive a clone on another machine: the
 * executable bit, but not time, owner, group and the other mode bits.
 */
export type ContextEntry = ContextFile | ContextLink;

export interface ContextFile {
  readonly kind: 'file';
  /** Relative to the folder, `/` between steps on every system. */
  readonly path: string;
  /** Path of the file on this machine. */
  readonly absolutePath: string;
  readonly executable: boolean;
  readonly size: number;
}

export interface ContextLink {
  readonly kind: 'link';
  readonly path: string;
  /** The link's target as written: relative and inside the folder. */
  readonly target: string;
}
