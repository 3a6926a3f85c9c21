import type { Attributes, Nesting } from '../schema/attributes/attribute';
import type { Blocks } from '../schema/block';

/** Named values of a schema body. */
export type Body = Readonly<Record<string, unknown>>;

/** What a schema, a nested attribute and a block have in common. */
export interface BodySchema {
  readonly attributes: Attributes;
  readonly blocks: Blocks;
}

/** A nested attribute or a block. */
export interface NestedSchema extends BodySchema {
  readonly nesting: Nesting;
}
