import {
  atLeastOneOf,
  configRules,
  conflicting,
  dynamicOf,
  exactlyOneOf,
  requiredTogether,
  unknown,
} from '../../../../../modules/plugin';
import type { ConfigRule } from '../../../../../modules/plugin';

const found = (rule: ConfigRule, config: Readonly<Record<string, unknown>>) =>
  rule.check(config).map(({ path }) => path);

describe('rules across attributes', () => {
  const two = ['a', 'b'] as const;
  it.each<[string, ConfigRule, object, readonly unknown[]]>([
    ['conflicting: none set', conflicting(...two), { a: null, b: null }, []],
    ['conflicting: one set', conflicting(...two), { a: 1, b: null }, []],
    ['conflicting: one may turn out null', conflicting(...two), { a: 1, b: unknown }, []],
    ['conflicting: both set', conflicting(...two), { a: 1, b: 2 }, [['b']]],
    ['conflicting: false and the empty text are values', conflicting(...two), { a: false, b: '' }, [['b']]],
    ['conflicting: three set', conflicting('a', 'b', 'c'), { a: 1, b: 2, c: 3 }, [['b'], ['c']]],
    ['conflicting: blocks that nobody wrote', conflicting(...two), { a: [], b: 2 }, []],
    ['exactly one: one set', exactlyOneOf(...two), { a: 1, b: null }, []],
    ['exactly one: none set', exactlyOneOf(...two), { a: null, b: null }, [[]]],
    ['exactly one: none set yet', exactlyOneOf(...two), { a: null, b: unknown }, []],
    ['exactly one: both set', exactlyOneOf(...two), { a: 1, b: 2 }, [['b']]],
    ['exactly one: a dynamic null is none', exactlyOneOf(...two), { a: dynamicOf(null), b: 2 }, []],
    ['at least one: none set', atLeastOneOf(...two), { a: null, b: null }, [[]]],
    ['at least one: none set yet', atLeastOneOf(...two), { a: unknown, b: null }, []],
    ['at least one: both set', atLeastOneOf(...two), { a: 1, b: 2 }, []],
    ['together: none set', requiredTogether(...two), { a: null, b: null }, []],
    ['together: both set', requiredTogether(...two), { a: 1, b: 2 }, []],
    ['together: one missing', requiredTogether(...two), { a: 1, b: null }, [['b']]],
    ['together: one may turn out null', requiredTogether(...two), { a: unknown, b: null }, []],
    ['together: one not known yet', requiredTogether(...two), { a: 1, b: unknown }, []],
  ])('%s', (_, rule, config, paths) => {
    expect(found(rule, config as Readonly<Record<string, unknown>>)).toEqual(paths);
  });

  it('lead into objects and lists', () => {
    const rule = conflicting(['o', 'x'], ['l', 0, 'y']);
    expect(found(rule, { o: { x: 1 }, l: [{ y: 2 }] })).toEqual([['l', 0, 'y']]);
    expect(found(rule, { o: null, l: [{ y: 2 }] })).toEqual([]);
    expect(found(rule, { o: { x: 1 }, l: unknown })).toEqual([]);
    expect(found(rule, { o: { x: 1 }, l: [] })).toEqual([]);
  });

  it('say what is wrong, what is allowed and what to do', () => {
    expect(conflicting('a', ['b', 'c']).check({ a: 1, b: { c: 2 } })[0]?.detail).toBe(
      '"b.c" and "a" are both set, and at most one of "a", "b.c" is allowed. Remove one of them.',
    );
    expect(requiredTogether('a', 'b').check({ a: null, b: 1 })[0]?.detail).toBe(
      '"a" is missing, and "b" is set: "a", "b" are set together or not at all. Set "a", or remove "b".',
    );
    expect(exactlyOneOf('a', 'b').check({ a: null, b: null })[0]?.detail).toBe(
      'None of "a", "b" is set. Set one of them.',
    );
  });

  it('make up a validate', () => {
    const validate = configRules(conflicting('a', 'b'), requiredTogether('a', 'c'));
    expect(validate({ config: { a: 1, b: 2, c: null } })).toHaveLength(2);
  });
});
