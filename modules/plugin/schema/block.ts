import type { Attributes, Nesting } from './attributes/attribute';

/** One nested block of a schema, whatever is in it. */
export interface AnyBlock {
  readonly nesting: Nesting;
  readonly attributes: Attributes;
  readonly blocks: Blocks;
  readonly minItems: number;
  /** 0 means no limit. */
  readonly maxItems: number;
  /** Markdown. */
  readonly description: string;
  readonly deprecated: string | undefined;
}

/** One nested block of a schema. Build it with `block`. */
export interface Block<
  A extends Attributes = Attributes,
  B extends Blocks = Blocks,
  N extends Nesting = Nesting,
> extends AnyBlock {
  readonly nesting: N;
  readonly attributes: A;
  readonly blocks: B;
}

/** Blocks by name. */
export type Blocks = Readonly<Record<string, AnyBlock>>;

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

/** What a body without blocks has. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- it is meant to be empty
export type NoBlocks = Readonly<Record<never, AnyBlock>>;

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
