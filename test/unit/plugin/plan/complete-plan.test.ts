import {
  attr,
  block,
  defaultValue,
  defineSchema,
  requiresReplace,
  requiresReplaceIf,
  types,
  unknown,
  Unknown,
  useStateForUnknown,
} from '../../../../modules/plugin';
import { completePlan } from '../../../../modules/plugin/plan/complete-plan';

const d = { description: 'd' };
const schema = defineSchema({
  ...d,
  attributes: {
    id: attr.string({ computed: true, planModifiers: [useStateForUnknown()], ...d }),
    name: attr.string({ required: true, planModifiers: [requiresReplace()], ...d }),
    size: attr.number({
      optional: true,
      planModifiers: [
        requiresReplaceIf<number>(
          ({ prior, planned }) => Number(planned) < Number(prior),
          'When it shrinks.',
        ),
      ],
      ...d,
    }),
    mode: attr.string({ optional: true, default: 'fast', ...d }),
    level: attr.number({ optional: true, computed: true, planModifiers: [defaultValue(3)], ...d }),
    region: attr.string({ optional: true, computed: true, ...d }),
    etag: attr.string({ computed: true, ...d }),
    secret: attr.string({ optional: true, writeOnly: true, ...d }),
    words: attr.set(types.string, { optional: true, planModifiers: [requiresReplace()], ...d }),
    parts: attr.setNested(
      {
        key: attr.string({ required: true, ...d }),
        kind: attr.string({ optional: true, default: 'k', ...d }),
        sum: attr.string({ computed: true, ...d }),
      },
      { optional: true, ...d },
    ),
    steps: attr.listNested(
      {
        key: attr.string({ required: true, ...d }),
        mode: attr.string({ optional: true, default: 'm', ...d }),
        sum: attr.string({ computed: true, planModifiers: [useStateForUnknown()], ...d }),
      },
      { optional: true, ...d },
    ),
  },
  blocks: {
    rule: block.list(
      {
        attributes: {
          port: attr.number({ required: true, ...d }),
          tag: attr.string({ optional: true, default: 't', ...d }),
        },
      },
      d,
    ),
  },
});

const nulls = Object.fromEntries(Object.keys(schema.attributes).map((name) => [name, null]));
const config = { ...nulls, name: 'n', rule: [] };
const prior = {
  ...config,
  id: 'i',
  mode: 'fast',
  level: 3,
  region: 'r',
  etag: 'e',
};

const update = (
  changes: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>> = {},
) => {
  const configured: Readonly<Record<string, unknown>> = { ...config, ...changes };
  const was: Readonly<Record<string, unknown>> = { ...prior, ...before };
  // What Terraform proposes: the configuration, and prior values for what it leaves to the provider.
  const computed = (name: string): boolean =>
    (schema.attributes as Readonly<Record<string, { computed: boolean }>>)[name]?.computed === true;
  const proposed = Object.fromEntries(
    Object.entries(configured).map(([name, value]) => [name, value ?? (computed(name) ? was[name] : null)]),
  );
  return completePlan(schema, { config: configured, prior: was, proposed });
};

describe('completing a plan', () => {
  it('of a new object fills in defaults and leaves the rest to be computed', () => {
    const { planned, requiresReplace: paths } = completePlan(schema, {
      config,
      prior: null,
      proposed: config,
    });
    expect(planned).toMatchObject({ name: 'n', mode: 'fast', level: 3, size: null, secret: null });
    for (const name of ['id', 'region', 'etag']) expect(planned[name]).toBeInstanceOf(Unknown);
    expect(paths).toEqual([]);
  });

  it('of an unchanged object changes nothing', () => {
    const { planned, requiresReplace: paths } = update({});
    expect(planned).toEqual(prior);
    expect(paths).toEqual([]);
  });

  it('of a changed object makes computed values unknown, but for those that stay', () => {
    const { planned } = update({ size: 5 });
    expect(planned['id']).toBe('i');
    expect(planned['etag']).toBe(unknown);
    expect(planned['region']).toBe(unknown);
    expect(planned['level']).toBe(3);
    expect(planned['mode']).toBe('fast');
  });

  it.each([
    { changes: { name: 'other' }, before: {}, paths: [['name']], why: 'the attribute always forces it' },
    { changes: { size: 1 }, before: { size: 2 }, paths: [['size']], why: 'the condition holds' },
    { changes: { size: 3 }, before: { size: 2 }, paths: [], why: 'the condition does not hold' },
    {
      changes: { words: ['b', 'a'] },
      before: { words: ['a', 'b'] },
      paths: [],
      why: 'a set in another order is the same set',
    },
    {
      changes: { words: ['b'] },
      before: { words: ['a', 'b'] },
      paths: [['words']],
      why: 'a set with less is another set',
    },
    { changes: { name: unknown }, before: {}, paths: [['name']], why: 'an unknown value may be another one' },
  ])('asks for replacement of $paths because $why', ({ changes, before, paths }) => {
    expect(update(changes, before).requiresReplace).toEqual(paths);
  });

  it('drops write-only values', () => {
    expect(update({ secret: 'hush' }).planned['secret']).toBeNull();
  });

  it('keeps what is unknown in the configuration, refinement included', () => {
    const refined = new Unknown({ notNull: true, prefix: 'arn:' });
    expect(update({ region: refined }).planned['region']).toBe(refined);
  });

  it('fills in nested objects and blocks, and keeps nested values that stay', () => {
    const { planned } = update(
      {
        steps: [
          { key: 'a', mode: null, sum: null },
          { key: 'b', mode: 'x', sum: null },
        ],
        rule: [{ port: 1, tag: null }],
      },
      { steps: [{ key: 'a', mode: 'm', sum: 'sa' }] },
    );
    expect(planned['steps']).toEqual([
      { key: 'a', mode: 'm', sum: 'sa' },
      { key: 'b', mode: 'x', sum: unknown },
    ]);
    expect(planned['rule']).toEqual([{ port: 1, tag: 't' }]);
  });

  it('recognises elements of a set by what the configuration and the defaults say of them', () => {
    const part = (key: string, rest: object) => ({ key, kind: null, sum: null, ...rest });
    const { planned } = update(
      { parts: [part('b', {}), part('a', {})] },
      { parts: [part('a', { kind: 'k', sum: 'sa' }), part('b', { kind: 'k', sum: 'sb' })] },
    );
    // The same set as before: nothing changes, so nothing is unknown.
    const parts = planned['parts'] as readonly { readonly key: string; readonly sum: unknown }[];
    expect(Object.fromEntries(parts.map(({ key, sum }) => [key, sum]))).toEqual({ a: 'sa', b: 'sb' });
  });
});
