import type { ContextEntry } from '../context/context-entry';

/** An entry of the image's single layer. Paths are absolute in the image. */
export type LayerEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'content'; readonly path: string; readonly source: ContextEntry; readonly mode: number };
