import {
  attr,
  defineSchema,
  isWhollyKnown,
  knownMembers,
  types,
  unknown,
} from '../../../../../modules/plugin';
import { dynamicOf, whollyKnown } from '../../../../../modules/plugin';
import type { ConfigOf, FinalPlanOf, KnownConfigOf, PlanOf, StateOf } from '../../../../../modules/plugin';

const _schema = defineSchema({
  description: 'A thing.',
  attributes: {
    name: attr.string({ required: true, description: '-' }),
    size: attr.number({ optional: true, description: '-', default: 1 }),
    arn: attr.string({ computed: true, nonNull: true, description: '-' }),
    parts: attr.listNested(
      {
        key: attr.string({ required: true, description: '-' }),
        labels: attr.map(types.string, { optional: true, description: '-' }),
      },
      { optional: true, description: '-' },
    ),
    anything: attr.dynamic({ optional: true, description: '-' }),
  },
});
type Plan = PlanOf<typeof _schema>;

const known: Plan = {
  name: 'a',
  size: 2,
  arn: 'arn:a',
  parts: [{ key: 'k', labels: { team: 'x' } }],
  anything: dynamicOf([1]),
};

// The compiler is half of the test: each assignment fails to compile when the narrowing says less.

it('makes a state of a plan in which nothing is unknown', () => {
  const state: StateOf<typeof _schema> = whollyKnown(known);
  expect(state).toBe(known);
  const final: FinalPlanOf<typeof _schema> = state;
  const applied: StateOf<typeof _schema> = whollyKnown(final);
  expect(applied).toBe(known);
});

it('makes a configuration known that is being applied', () => {
  const config = { ...known, arn: null } as ConfigOf<typeof _schema>;
  if (!isWhollyKnown(config)) throw new Error('it is known');
  const applied: KnownConfigOf<typeof _schema> = config;
  expect(applied).toBe(config);
});

it.each<{ where: string; plan: Plan }>([
  { where: 'an attribute', plan: { ...known, arn: unknown } },
  { where: 'an element', plan: { ...known, parts: [unknown] } },
  {
    where: 'a value inside an element',
    plan: { ...known, parts: [{ key: 'k', labels: { team: unknown } }] },
  },
  { where: 'a dynamic value', plan: { ...known, anything: dynamicOf([unknown]) } },
])('finds $where that is unknown', ({ plan }) => {
  expect(isWhollyKnown(plan)).toBe(false);
  expect(() => whollyKnown(plan)).toThrow(RangeError);
});

it('lets the named members be read where all of them are known, whatever the others are', () => {
  const members: { readonly name: string; readonly size: number } | undefined = knownMembers(
    { ...known, arn: unknown },
    ['name', 'size'],
  );
  expect(members).toMatchObject({ name: 'a', size: 2 });
  expect(knownMembers({ ...known, size: unknown }, ['name', 'size'])).toBeUndefined();
});
