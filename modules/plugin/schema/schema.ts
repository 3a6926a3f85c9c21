import type { Attributes } from './attributes/attribute';
import type { Blocks, NoBlocks } from './block';

/** The shape of a resource, data source, ephemeral resource or provider configuration. */
export interface Schema<A extends Attributes = Attributes, B extends Blocks = Blocks> {
  /** Raised whenever state written by an earlier release needs rewriting; see `ManagedResource.upgrade`. */
  readonly version: number;
  /** Markdown; the opening of the reference page. */
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly attributes: A;
  readonly blocks: B;
}

export interface SchemaOptions<A extends Attributes, B extends Blocks> {
  /** @default 0 */
  readonly version?: number;
  readonly description: string;
  readonly deprecated?: string;
  readonly attributes: A;
  readonly blocks?: B;
}

/** Declares a schema; the types of configuration, plan and state follow from it (`ConfigOf`, `PlanOf`, `StateOf`). */
export function defineSchema<A extends Attributes, B extends Blocks = NoBlocks>(
  options: SchemaOptions<A, B>,
): Schema<A, B> {
  return {
    version: options.version ?? 0,
    description: options.description,
    deprecated: options.deprecated,
    attributes: options.attributes,
    blocks: options.blocks ?? ({} as B),
  };
}
