import { attr, block, defineSchema, types } from '../../../../modules/plugin';
import type { Schema } from '../../../../modules/plugin';
import { checkSchema } from '../../../../modules/plugin/rules/check-schema';
import { checkSchemaOf } from '../../../../modules/plugin/rules/check-schema-of';

const description = 'd';
const text = attr.string({ optional: true, description });
const dynamic = attr.dynamic({ optional: true, description });
const schemaWith = (parts: Partial<Schema>): Schema => ({
  ...defineSchema({ description, attributes: {} }),
  ...parts,
});
const broken = (parts: Partial<Schema>) =>
  checkSchema(schemaWith(parts)).map(({ rule, path }) => `${rule} ${path.join('.')}`);

describe('names', () => {
  it.each(['1a', 'A', 'a-b', 'a b', '', 'ä'])('"%s" is none', (name) => {
    expect(broken({ attributes: { [name]: text } })).toEqual([`R2 ${name}`]);
  });

  it.each(['a', '_a', 'a1', 'a_b', 'version', 'alias', 'provider', 'connection'])('"%s" is one', (name) => {
    expect(broken({ attributes: { [name]: text } })).toEqual([]);
  });

  it.each(['count', 'depends_on', 'for_each', 'lifecycle', 'locals', '_'])(
    '"%s" is taken at the top, and free below it',
    (name) => {
      expect(broken({ attributes: { [name]: text } })).toEqual([`R2 ${name}`]);
      expect(
        broken({ attributes: { a: attr.object({ [name]: text }, { optional: true, description }) } }),
      ).toEqual([]);
    },
  );

  it.each([
    { kind: 'provider', taken: ['alias', 'source', 'version'] },
    { kind: 'resource', taken: ['connection', 'provider', 'provisioner'] },
    { kind: 'data source', taken: ['provider'] },
    { kind: 'ephemeral resource', taken: ['provider'] },
  ] as const)('a $kind cannot use those of its block', ({ kind, taken }) => {
    const all = ['alias', 'connection', 'provider', 'provisioner', 'source', 'version'];
    const attributes = Object.fromEntries(all.map((name) => [name, text]));
    const found = checkSchemaOf(kind, schemaWith({ attributes }));
    expect(found.map(({ rule, path }) => [rule, path])).toEqual(taken.map((name) => ['R2', [name]]));
    const inner = block.list({ attributes: {} }, { description });
    expect(checkSchemaOf(kind, schemaWith({ blocks: { provider: inner } }))).toHaveLength(
      kind === 'provider' ? 0 : 1,
    );
  });
});

describe('defaults', () => {
  const defaulted = attr.string({ default: 'x', description });
  const schema = schemaWith({
    attributes: { a: defaulted, b: attr.object({ c: defaulted }, { optional: true, description }) },
    blocks: {
      d: block.list(
        { attributes: {}, blocks: { e: block.set({ attributes: { f: defaulted } }, { description }) } },
        { description },
      ),
    },
  });

  it('are for resources', () => {
    expect(checkSchemaOf('resource', schema)).toEqual([]);
  });

  it.each(['provider', 'data source', 'ephemeral resource'] as const)('would be ignored in a %s', (kind) => {
    const found = checkSchemaOf(kind, schema);
    expect(found.map(({ rule, path }) => `${rule} ${path.join('.')}`)).toEqual([
      'R3 a',
      'R3 b.c',
      'R3 d.e.f',
    ]);
    expect(found[0]?.problem).toBe(`has a default, which is never used in the configuration of a ${kind}`);
  });

  it('are for nothing that is write-only', () => {
    const secret = { ...defaulted, computed: false, writeOnly: true };
    expect(broken({ attributes: { secret } })).toEqual(['R3 secret']);
  });
});

describe('dynamic values', () => {
  const inside = {
    a: attr.list(types.object({ b: types.dynamic }), { optional: true, description }),
    n: text,
  };
  const nested = { o: attr.object(inside, { optional: true, description }) };

  it.each(['list', 'map', 'set'] as const)('cannot be anywhere in a %s of blocks', (nesting) => {
    const outer = block[nesting](
      { attributes: nested, blocks: { one: block.single({ attributes: inside }, { description }) } },
      { description },
    );
    expect(broken({ blocks: { outer } })).toEqual(['R7 outer.o.a', 'R7 outer.one.a']);
  });

  it('can be in single blocks, and in nested attributes but for sets', () => {
    expect(
      broken({
        attributes: {
          dynamic,
          l: attr.listNested(inside, { optional: true, description }),
          m: attr.mapNested(inside, { optional: true, description }),
        },
        blocks: { one: block.single({ attributes: nested }, { description }) },
      }),
    ).toEqual([]);
    expect(
      broken({ attributes: { s: attr.setNested({ ...inside, dynamic }, { optional: true, description }) } }),
    ).toEqual(['R7 s.a', 'R7 s.dynamic']);
    expect(broken({ attributes: { s: { ...text, shape: types.list(types.set(types.dynamic)) } } })).toEqual([
      'R7 s',
    ]);
  });

  it('say what to use instead', () => {
    const [found] = checkSchema(
      schemaWith({ blocks: { b: block.list({ attributes: { dynamic } }, { description }) } }),
    );
    expect(found?.problem).toContain('use a nested attribute (attr.listNested, attr.mapNested)');
  });
});

it('write-only attributes cannot be anywhere in a set', () => {
  const secret = attr.string({ optional: true, writeOnly: true, description });
  const nested = attr.object({ secret }, { optional: true, description });
  const one = block.single({ attributes: { secret } }, { description });
  expect(
    broken({
      attributes: { a: attr.setNested({ nested }, { optional: true, description }), nested },
      blocks: {
        b: block.set({ attributes: {}, blocks: { one } }, { description }),
        c: block.list({ attributes: { secret } }, { description }),
      },
    }),
  ).toEqual(['R7 a.nested.secret', 'R7 b.one.secret']);
});
