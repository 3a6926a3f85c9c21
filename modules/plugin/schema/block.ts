import type { Attributes, Nesting } from './attribute';

/** One nested block of a schema. Build it with `block`. */
export interface Block<
  A extends Attributes = Attributes,
  // Not `Blocks`, which would refer back to this very default.
  B extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
  N extends Nesting = Nesting,
> {
  readonly nesting: N;
  readonly attributes: A;
  readonly blocks: B;
  readonly minItems: number;
  /** 0 means no limit. */
  readonly maxItems: number;
  /** Markdown. */
  readonly description: string;
  readonly deprecated: string | undefined;
}

export type Blocks = Readonly<Record<string, Block>>;

export interface BlockBody<A extends Attributes, B extends Blocks> {
  readonly attributes: A;
  readonly blocks?: B;
}

export interface BlockOptions {
  readonly description: string;
  readonly deprecated?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
}

type NoBlocks = Readonly<Record<never, never>>;

function build<A extends Attributes, B extends Blocks, N extends Nesting>(
  nesting: N,
  body: BlockBody<A, B>,
  options: BlockOptions,
): Block<A, B, N> {
  return {
    nesting,
    attributes: body.attributes,
    blocks: body.blocks ?? ({} as B),
    minItems: options.minItems ?? 0,
    maxItems: options.maxItems ?? 0,
    description: options.description,
    deprecated: options.deprecated,
  };
}

/**
 * Nested blocks, the older form of nesting (`rule { … }` without `=`). Prefer nested attributes, which can be
 * computed, defaulted and null; blocks cannot.
 */
export const block = {
  list: <A extends Attributes, B extends Blocks = NoBlocks>(body: BlockBody<A, B>, options: BlockOptions) =>
    build('list', body, options),
  set: <A extends Attributes, B extends Blocks = NoBlocks>(body: BlockBody<A, B>, options: BlockOptions) =>
    build('set', body, options),
  /** At most one block; `minItems: 1` makes it required. */
  single: <A extends Attributes, B extends Blocks = NoBlocks>(body: BlockBody<A, B>, options: BlockOptions) =>
    build('single', body, { maxItems: options.minItems ?? 0, ...options }),
  /** Blocks with one label each, which becomes the key. */
  map: <A extends Attributes, B extends Blocks = NoBlocks>(body: BlockBody<A, B>, options: BlockOptions) =>
    build('map', body, options),
} as const;
