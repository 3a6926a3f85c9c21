import type { Value } from './value';

/** A layer of a configuration. */
export type Layer = 'defaults' | 'group' | 'file' | 'static' | 'tuned';

/** From weakest to strongest: a later layer overrides an earlier one. There is no other order. */
export const LAYERS: readonly Layer[] = ['defaults', 'group', 'file', 'static', 'tuned'];

/** Where a value comes from. */
export interface Origin {
  readonly layer: Layer;
  /** The file, or the text of the override. */
  readonly source: string;
}

/** A value, where it comes from, and what it replaced, oldest first. */
export interface Setting extends Origin {
  readonly value: Value;
  readonly replaced: readonly (Origin & { readonly value: Value })[];
}
