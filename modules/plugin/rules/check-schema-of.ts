import type { AttributePath } from '../../kernel';
import type { Attributes } from '../schema/attributes/attribute';
import type { Blocks } from '../schema/block';
import type { Schema } from '../schema/schema';
import type { Breach } from './breach';

/** The object that a schema describes. */
export type SchemaKind = 'provider' | 'resource' | 'data source' | 'ephemeral resource';

/**
 * Words that Terraform reserves at the top level of one kind of block only.
 * https://developer.hashicorp.com/terraform/language/block/provider and `internal/configs` of its source.
 */
const RESERVED: Readonly<Record<SchemaKind, readonly string[]>> = {
  provider: ['alias', 'source', 'version'],
  resource: ['connection', 'provider', 'provisioner'],
  'data source': ['provider'],
  'ephemeral resource': ['provider'],
};

/** Returns breaches of R2 and R3 that depend on what a schema describes. */
export function checkSchemaOf(kind: SchemaKind, schema: Schema): readonly Breach[] {
  const reserved = [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)]
    .filter((name) => RESERVED[kind].includes(name))
    .map((name) => ({
      rule: 'R2' as const,
      path: [name],
      problem: `is a word that Terraform reserves in the configuration of a ${kind}`,
    }));
  // Defaults take effect in plans, which only resources have.
  const unused = kind === 'resource' ? [] : defaultsIn(schema, []);
  const problem = `has a default, which is never used in the configuration of a ${kind}`;
  return [...reserved, ...unused.map((path) => ({ rule: 'R3' as const, path, problem }))];
}

interface Body {
  readonly attributes: Attributes;
  readonly blocks: Blocks;
}

function defaultsIn({ attributes, blocks }: Body, path: AttributePath): readonly AttributePath[] {
  return [
    ...Object.entries(attributes).flatMap(([name, { shape, defaultValue }]) => {
      const here = [...path, name];
      return [
        ...(defaultValue === undefined ? [] : [here]),
        ...('nesting' in shape ? defaultsIn({ attributes: shape.attributes, blocks: {} }, here) : []),
      ];
    }),
    ...Object.entries(blocks).flatMap(([name, block]) => defaultsIn(block, [...path, name])),
  ];
}
