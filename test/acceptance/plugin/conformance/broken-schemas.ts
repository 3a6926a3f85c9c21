import { attr, block, defineSchema, types } from '../../../../modules/plugin';
import type { AnyAttribute, AnyBlock, RuleId, Schema } from '../../../../modules/plugin';
import type { BrokenProvider } from './broken-provider';
import { bodyFor, corner, thing } from './thing';

/** Older CLIs look at the schema of a provider only when something of it is declared. */
const IN_USE = `resource "corner_thing" "it" {\n${bodyFor({})}}\n`;

const text = attr.string({ optional: true, description: 'd' });
const withFlags = (flags: Partial<AnyAttribute>): AnyAttribute => ({ ...text, ...flags });

const REFUSED = /invalid schema|Failed to load plugin schemas|bug in the provider|invalid|MinItems|version/i;

function describes(
  rule: RuleId,
  does: string,
  parts: Partial<Schema>,
  said: boolean | Pick<BrokenProvider, 'openTofu' | 'needs' | 'without'> = true,
): BrokenProvider {
  const schema: Schema = { ...defineSchema({ description: 'd', attributes: { name: text } }), ...parts };
  return {
    rule,
    does,
    provider: () => corner({ resources: [thing({ schema })] }),
    configuration: 'resource "corner_thing" "it" {}\n',
    commands: [['validate']],
    terraform: said === false ? undefined : REFUSED,
    ...(typeof said === 'object' ? said : {}),
  };
}

const blockWith = (limits: Partial<AnyBlock>): AnyBlock => ({
  ...block.list({ attributes: { v: text } }, { description: 'd' }),
  ...limits,
});

/** Providers whose schemas Terraform refuses. */
export const brokenSchemas: readonly BrokenProvider[] = [
  describes(
    'R2',
    'names an attribute with a capital letter and a hyphen',
    { attributes: { 'Bad-Name': text } },
    false,
  ),
  describes('R3', 'has an attribute that is required and computed', {
    attributes: { a: withFlags({ required: true, optional: false, computed: true }) },
  }),
  describes('R3', 'has an attribute that is required and optional', {
    attributes: { a: withFlags({ required: true, optional: true }) },
  }),
  describes('R3', 'has an attribute that nobody sets', { attributes: { a: withFlags({ optional: false }) } }),
  describes('R5', 'has an attribute and a block of one name', {
    attributes: { a: text },
    blocks: { a: blockWith({}) },
  }),
  describes('R6', 'wants more blocks than it allows', {
    blocks: { b: blockWith({ minItems: 3, maxItems: 2 }) },
  }),
  describes('R6', 'limits labelled blocks', { blocks: { b: blockWith({ nesting: 'map', maxItems: 2 }) } }),
  describes('R6', 'allows two single blocks', {
    blocks: { b: blockWith({ nesting: 'single', maxItems: 2 }) },
  }),
  describes(
    'R7',
    'has a set of dynamic values',
    { attributes: { a: withFlags({ shape: types.set(types.dynamic) }) } },
    false,
  ),
  describes('R7', 'has a set of blocks with a dynamic value', {
    blocks: {
      b: blockWith({ nesting: 'set', attributes: { d: attr.dynamic({ optional: true, description: 'd' }) } }),
    },
  }),
  describes(
    'R7',
    'has a write-only attribute inside a set',
    {
      attributes: {
        a: attr.setNested(
          { s: attr.string({ optional: true, writeOnly: true, description: 'd' }) },
          { optional: true, description: 'd' },
        ),
      },
    },
    { openTofu: undefined, needs: 'write-only', without: /Success!/ },
  ),
  {
    ...describes('R7', 'has a dynamic value in blocks that repeat', {
      blocks: {
        b: blockWith({ attributes: { d: attr.dynamic({ optional: true, description: 'd' }) } }),
      },
    }),
    // Terraform lets it pass, and sends of every configuration what is not of the type of the schema.
    terraform: /Malformed Value/,
  },
  describes('R8', 'has a negative version', { version: -1 }),
  {
    rule: 'R5',
    does: 'lists two resources of one name',
    provider: () => corner({ resources: [thing(), thing()] }),
    configuration: IN_USE,
    commands: [['validate']],
    terraform: undefined,
  },
  {
    rule: 'R2',
    does: 'has a resource whose name nobody can write',
    provider: () => corner({ resources: [thing(), { ...thing(), typeName: 'corner thing' }] }),
    configuration: IN_USE,
    commands: [['validate']],
    terraform: undefined,
  },
  {
    rule: 'R3',
    does: 'has a default in its own configuration',
    provider: () =>
      corner({
        resources: [thing()],
        schema: defineSchema({
          description: 'd',
          attributes: { a: attr.string({ default: 'x', description: 'd' }) },
        }),
      }),
    configuration: IN_USE,
    commands: [['validate']],
    terraform: undefined,
  },
];
