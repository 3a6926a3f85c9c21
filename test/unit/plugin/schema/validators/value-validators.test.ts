import {
  allOf,
  anyOf,
  atLeast,
  atMost,
  attr,
  between,
  defineSchema,
  eachElement,
  ExactNumber,
  lengthAtLeast,
  lengthAtMost,
  lengthBetween,
  matches,
  oneOf,
  sizeAtLeast,
  sizeAtMost,
  sizeBetween,
  types,
  uniqueItems,
  unknown,
  wholeNumber,
} from '../../../../../modules/plugin';
import { validateConfig } from '../../../../../modules/plugin/plan/validate-config';

interface Check {
  readonly description: string;
  check(value: never, path: readonly (string | number)[]): readonly { summary: string; detail: string }[];
}
const details = (validator: Check, value: unknown): readonly string[] =>
  validator.check(value as never, ['it']).map(({ detail }) => detail);
const exact = (decimal: string): ExactNumber => new ExactNumber(decimal);

describe('validators of values', () => {
  it.each<[string, Check, unknown]>([
    ['a listed word', oneOf('a', 'b'), 'b'],
    ['a listed number', oneOf(1, 2), 2],
    ['text of the least length', lengthBetween(2, 3), 'ab'],
    ['text of the greatest length', lengthBetween(2, 3), 'abc'],
    ['one character outside the basic plane as one', lengthAtMost(1), '🙂'],
    ['text that is long enough', lengthAtLeast(1), 'a'],
    ['what a pattern describes', matches(/^a+$/, 'some a'), 'aa'],
    ['the least number', between(1, 2), 1],
    ['the greatest number', between(1, 2), 2],
    ['zero for at least minus zero', atLeast(-0), 0],
    ['an exact number at its bound', atMost(exact('9007199254740993')), exact('9007199254740993')],
    ['an exact number in another notation', atMost(exact('9007199254740993')), exact('9.007199254740993e15')],
    ['an exact number of a great exponent', atLeast(1), exact('1e999999999')],
    ['a tiny exact number', between(0, 1), exact('1e-999999999')],
    ['a large whole number', wholeNumber(), exact('123456789012345678901234567890')],
    ['a whole number written with a fraction of zeros', wholeNumber(), exact('12345678901234567890.00')],
    ['a list of the right size', sizeBetween(1, 2), ['a']],
    ['a map of the right size', sizeAtLeast(1), { a: 1 }],
    ['a list that is not too large', sizeAtMost(0), []],
    ['different elements', uniqueItems(), ['a', 'b', { a: 1 }, { a: 2 }]],
    ['elements that are not known yet', uniqueItems(), [unknown, unknown]],
    ['allowed elements', eachElement(atLeast(1)), [1, 2]],
    ['null and unknown elements', eachElement(atLeast(1)), [null, unknown]],
    ['what everyone allows', allOf(atLeast(1), atMost(3)), 2],
    ['what one of them allows', anyOf(oneOf('auto'), matches(/^\d+$/, 'digits')), '12'],
  ])('allow %s', (_, validator, value) => {
    expect(details(validator, value)).toEqual([]);
  });

  it.each<[Check, unknown, string]>([
    [oneOf('File', 'Pipe'), 'file', '"file" is not allowed here. Write "File": upper and lower case matter.'],
    [oneOf('File', 'Pipe'), 'x', '"x" is not allowed here. Use one of "File", "Pipe".'],
    [oneOf(1, 2), 3, '3 is not allowed here. Use one of 1, 2.'],
    [lengthBetween(2, 3), 'a', '"a" has 1 character. Allowed: 2 to 3 characters. Add at least 1.'],
    [lengthAtMost(1), 'abc', '"abc" has 3 characters. Allowed: at most 1 character. Leave out at least 2.'],
    [lengthAtLeast(2), '🙂', '"🙂" has 1 character. Allowed: at least 2 characters. Add at least 1.'],
    [matches(/^a$/, 'an "a"'), 'b', '"b" is not allowed here. Write an "a".'],
    [between(1, 2), 2.5, '2.5 is not allowed here. Write a number from 1 to 2.'],
    [atLeast(1), 0, '0 is not allowed here. Write a number of at least 1.'],
    [atMost(1), 2, '2 is not allowed here. Write a number of at most 1.'],
    [
      atMost(exact('9007199254740993')),
      exact('9007199254740993.5'),
      '9007199254740993.5 is not allowed here. Write a number of at most 9007199254740993.',
    ],
    [
      atLeast(-1),
      exact('-1.00000000000000000001'),
      '-1.00000000000000000001 is not allowed here. Write a number of at least -1.',
    ],
    [wholeNumber({ min: 1, max: 9 }), 1.5, '1.5 is not allowed here. Write a whole number from 1 to 9.'],
    [
      wholeNumber(),
      exact('1.00000000000000000001'),
      '1.00000000000000000001 is not allowed here. Write a whole number.',
    ],
    [sizeBetween(2, 2), ['a'], 'There is 1 element here. Allowed: exactly 2 elements. Add at least 1.'],
    [
      sizeAtMost(1),
      { a: 1, b: 2 },
      'There are 2 elements here. Allowed: at most 1 element. Leave out at least 1.',
    ],
    [
      anyOf(oneOf('auto'), matches(/^\d+$/, 'digits')),
      'x',
      '"x" is not allowed here. Write one of "auto", or digits.',
    ],
  ])('reject with value, what is allowed and what to do (%#)', (validator, value, detail) => {
    expect(details(validator, value)).toEqual([detail]);
  });

  it.each([0, 1.5, 11, NaN])('reject %s as a whole number from 1 to 10', (value) => {
    expect(details(wholeNumber({ min: 1, max: 10 }), value)).toHaveLength(1);
  });

  it('report every disagreement where all must agree', () => {
    expect(
      allOf(lengthAtLeast(3), matches(/^a/, 'a word that begins with a')).check('b', ['it']),
    ).toHaveLength(2);
  });

  it('point at the element at fault, in lists and maps', () => {
    const element = eachElement(oneOf('a'));
    expect(element.check(['a', 'x'], ['it']).map(({ path }) => path)).toEqual([['it', 1]]);
    expect(element.check({ k: 'x' }, ['it']).map(({ path }) => path)).toEqual([['it', 'k']]);
  });

  it('point at the later of two equal elements', () => {
    expect(uniqueItems().check(['a', 'b', 'a'], ['it'])).toEqual([
      expect.objectContaining({ path: ['it', 2], detail: expect.stringContaining('as element 0') }),
    ]);
  });

  it('judge the same text alike however often they are asked', () => {
    const global = matches(/a/g, 'a text with an a');
    expect([1, 2, 3].flatMap(() => details(global, 'a'))).toEqual([]);
  });

  it('cut long values', () => {
    expect(details(oneOf('a'), 'x'.repeat(1_000))[0]?.length).toBeLessThan(200);
  });

  it.each([
    ['lengths', () => lengthBetween(3, 2)],
    ['fractions of a length', () => lengthAtLeast(0.5)],
    ['sizes', () => sizeBetween(2, 1)],
    ['numbers', () => between(2, 1)],
    ['not a number', () => atLeast(NaN)],
  ])('are rejected when nothing can satisfy them: %s', (_, make) => {
    expect(make).toThrow(RangeError);
  });

  it('fit attributes of their types and run while validating', () => {
    const d = { description: 'd', optional: true } as const;
    const schema = defineSchema({
      description: 'd',
      attributes: {
        word: attr.string({ ...d, validators: [oneOf('a'), lengthAtMost(5)] }),
        size: attr.number({ ...d, validators: [wholeNumber({ min: 1 }), oneOf(1, 2)] }),
        id: attr.exactNumber({ ...d, validators: [atLeast(1)] }),
        list: attr.list(types.string, {
          ...d,
          validators: [sizeAtLeast(1), eachElement(oneOf('a')), uniqueItems()],
        }),
        map: attr.map(types.number, { ...d, validators: [sizeAtMost(1), eachElement(atMost(1))] }),
        nested: attr.listNested({ a: attr.string(d) }, { ...d, validators: [sizeAtMost(1)] }),
      },
    });
    const found = validateConfig(schema, {
      word: 'b',
      size: 3,
      id: 0,
      list: ['x'],
      map: { a: 2 },
      nested: [{ a: null }, { a: null }],
    });
    expect(found.map(({ path }) => path)).toEqual([
      ['word'],
      ['size'],
      ['id'],
      ['list', 0],
      ['map', 'a'],
      ['nested'],
    ]);
  });
});
