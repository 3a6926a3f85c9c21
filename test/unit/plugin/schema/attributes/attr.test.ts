import { attr, defineSchema, requiresReplace, types, unknown } from '../../../../../modules/plugin';
import type { Attributes } from '../../../../../modules/plugin';
import { checkSchema } from '../../../../../modules/plugin/rules/check-schema';

const description = 'd';
const member = {
  port: attr.number({ required: true, description }),
  note: attr.string({ optional: true, description }),
  inner: attr.listNested(
    { size: attr.number({ optional: true, description }) },
    { optional: true, description },
  ),
};

// Each line below is refused by the compiler; `@ts-expect-error` fails where it is not.

it('has options that go together, and no others', () => {
  const refused = {
    // @ts-expect-error - it is written writeOnly
    misspelt: attr.string({ optional: true, writeonly: true, description }),
    // @ts-expect-error - it is written planModifiers
    misspeltList: attr.string({ required: true, planmodifiers: [requiresReplace()], description }),
    // @ts-expect-error - it is written sensitive
    misspeltNested: attr.object(member, { optional: true, sensitiv: true, description }),
    // @ts-expect-error - neither the configuration nor the provider sets it
    nobodys: attr.string({ description }),
    // @ts-expect-error - neither the configuration nor the provider sets it
    writeOnly: attr.string({ writeOnly: true, description }),
    // @ts-expect-error - the configuration has it always
    requiredOptional: attr.string({ required: true, optional: true, description }),
    // @ts-expect-error - the provider never gets to compute it
    requiredComputed: attr.string({ required: true, computed: true, description }),
    // @ts-expect-error - the default is never used
    requiredDefault: attr.string({ required: true, default: 'x', description }),
    // @ts-expect-error - what is computed could never be seen
    writeOnlyComputed: attr.string({ optional: true, computed: true, writeOnly: true, description }),
    // @ts-expect-error - the default would never be planned
    writeOnlyDefault: attr.string({ optional: true, writeOnly: true, default: 'x', description }),
    // @ts-expect-error - the practitioner may leave it out
    optionalNonNull: attr.string({ optional: true, nonNull: true, description }),
    // @ts-expect-error - a default is never null anyway
    defaultNonNull: attr.string({ optional: true, default: 'x', nonNull: true, description }),
    // @ts-expect-error - sets compare their elements
    dynamicSet: attr.set(types.dynamic, { optional: true, description }),
    // @ts-expect-error - sets compare all of their elements
    dynamicDeepInSet: attr.set(types.list(types.object({ a: types.map(types.nullable(types.dynamic)) })), {
      optional: true,
      description,
    }),
  };
  expect(Object.keys(refused)).toHaveLength(14);
});

it('has a default of its own type', () => {
  const refused = {
    // @ts-expect-error - a number is no string
    number: attr.string({ optional: true, default: 5, description }),
    // @ts-expect-error - null is what is there without a default
    nothing: attr.string({ optional: true, default: null, description }),
    // @ts-expect-error - a default is known
    unknown: attr.string({ optional: true, default: unknown, description }),
    // @ts-expect-error - a number is no string, inside a list either
    numbers: attr.list(types.string, { optional: true, default: [1], description }),
    // @ts-expect-error - there is no such attribute
    misnamed: attr.object(member, { optional: true, default: { prot: 1 }, description }),
    // @ts-expect-error - there is no such attribute beside the right one
    misnamedBeside: attr.object(member, { optional: true, default: { port: 1, nota: 'x' }, description }),
    // @ts-expect-error - there is no such attribute in an element
    misnamedInList: attr.listNested(member, { default: [{ port: 1, nota: 'x' }], description }),
    // @ts-expect-error - there is no such attribute in an element
    misnamedInSet: attr.setNested(member, { default: [{ port: 1, nota: 'x' }], description }),
    // @ts-expect-error - there is no such attribute under a key
    misnamedInMap: attr.mapNested(member, { default: { a: { port: 1, nota: 'x' } }, description }),
    // @ts-expect-error - there is no such attribute deep inside
    misnamedDeep: attr.object(member, { default: { port: 1, inner: [{ siez: 1 }] }, description }),
    // @ts-expect-error - the attribute is a number
    mistyped: attr.object(member, { optional: true, default: { port: 'x' }, description }),
    // @ts-expect-error - what is required is required of a default too
    incomplete: attr.object(member, { optional: true, default: { note: 'x' }, description }),
  };
  expect(Object.keys(refused)).toHaveLength(12);
});

it('takes everything that goes together', () => {
  const whichever: Attributes = member;
  const attributes = {
    defaulted: attr.string({ default: 'x', description }),
    computed_here: attr.string({ optional: true, computed: true, default: 'x', description }),
    not_required: attr.string({ required: false, optional: true, writeOnly: false, description }),
    secret: attr.string({ required: true, writeOnly: true, sensitive: true, description }),
    holes: attr.list(types.nullable(types.string), { default: [null, 'x'], description }),
    keys: attr.map(types.nullable(types.number), { default: { a: null, b: 1 }, description }),
    sets: attr.set(types.object({ a: types.list(types.string) }), { optional: true, description }),
    partial: attr.object(member, { default: { port: 1 }, description }),
    whole: attr.listNested(member, {
      default: [{ port: 1, note: null, inner: [{}, { size: 2 }] }],
      description,
    }),
    by_key: attr.mapNested(member, { default: { a: { port: 1 } }, description }),
    // Written for any schema: the check of the schema looks at it, the compiler cannot.
    any: attr.listNested(whichever, { default: [{ a: 1 }], description }),
  };
  expect(checkSchema(defineSchema({ description, attributes }))).toEqual([]);
});
