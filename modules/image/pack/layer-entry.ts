import type { ContextEntry } from '../context/context-entry';

/** One thing in the image's one layer. Paths are absolute in the image. */
export type LayerEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'content'; readonly path: string; readonly source: ContextEntry; readonly mode: number };
