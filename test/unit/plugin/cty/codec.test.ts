import { decode as decodeAny, ExtensionCodec } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { DynamicValue, ExactNumber, types, unknown, Unknown } from '../../../../modules/plugin';
import type { ValueType } from '../../../../modules/plugin';
import { canonicalDecimal } from '../../../../modules/plugin/cty/decimal';
import { decodeMsgpack } from '../../../../modules/plugin/cty/decode';
import { encodeMsgpack } from '../../../../modules/plugin/cty/encode';
import { equalValues } from '../../../../modules/plugin/cty/equal';
import { narrow, restore } from '../../../../modules/plugin/cty/exactness';
import { fromJson, parseJson } from '../../../../modules/plugin/cty/json';
import { typeFromJson, typeToJson } from '../../../../modules/plugin/cty/type-json';
import { ValueFault } from '../../../../modules/plugin/cty/value-fault';
import { arbitraryType, arbitraryTyped } from './arbitrary-value';

/** Raised by the nightly run: `CODEC_RUNS=100000 npx jest test/unit/plugin/cty`. */
const numRuns = Number(process.env['CODEC_RUNS'] ?? 1_000);

describe('MessagePack values', () => {
  it('come back as they were sent, whatever their type', () => {
    fc.assert(
      fc.property(arbitraryTyped(), ({ type, value }) => {
        const back = decodeMsgpack(type, encodeMsgpack(type, value));
        expect(normal(back)).toEqual(normal(value));
        expect(equalValues(type, back, value, 'equal')).toBe(true);
      }),
      { numRuns },
    );
  });

  it('are read by an independent implementation', () => {
    const extensionCodec = new ExtensionCodec();
    for (const type of [0, 12]) {
      extensionCodec.register({ type, encode: () => null, decode: () => 'unknown' });
    }
    fc.assert(
      fc.property(arbitraryTyped(), ({ type, value }) => {
        const bytes = encodeMsgpack(type, value);
        // The other implementation refuses this key.
        fc.pre(!Buffer.from(bytes).includes('__proto__'));
        expect(decodeAny(bytes, { extensionCodec })).toEqual(plain(value));
      }),
      { numRuns: numRuns / 4 },
    );
  });

  it('that are damaged are rejected and never crash', () => {
    const anyTyped = fc.tuple(
      arbitraryTyped(),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(anyTyped, ([{ type, value }, damages]) => {
        const bytes = Buffer.from(encodeMsgpack(type, value));
        for (const [at, byte] of damages) bytes[at % bytes.length] = byte;
        try {
          decodeMsgpack(type, bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ValueFault);
        }
      }),
      { numRuns },
    );
  });

  it('of random bytes are rejected and never crash', () => {
    fc.assert(
      fc.property(arbitraryType, fc.uint8Array({ maxLength: 60 }), (type, bytes) => {
        try {
          decodeMsgpack(type, bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ValueFault);
        }
      }),
      { numRuns },
    );
  });

  const object = types.object({ list: types.list(types.object({ n: types.number })) });
  it.each<{ type: ValueType; value: unknown; at: string; why: string }>([
    { type: types.string, value: 1, at: 'expected a string, found a number', why: 'a number is no string' },
    { type: types.number, value: Number.NaN, at: 'NaN', why: 'Terraform has no NaN' },
    {
      type: object,
      value: { list: [{ n: 1 }, { n: 'x' }] },
      at: 'list[1].n: expected a number',
      why: 'the path leads to the fault',
    },
    {
      type: object,
      value: { list: [], extra: 1 },
      at: 'no attribute "extra"',
      why: 'unknown attributes are mistakes',
    },
    {
      type: types.tuple(types.bool),
      value: [],
      at: 'expected 1 elements, found 0',
      why: 'tuples have a length',
    },
    { type: types.dynamic, value: 'plain', at: 'dynamicOf', why: 'a dynamic value carries its type' },
    {
      type: types.map(types.string),
      value: ['a'],
      at: 'expected a map, found an array',
      why: 'a list is no map',
    },
  ])('are rejected when they are not of their type: $why', ({ type, value, at }) => {
    expect(() => encodeMsgpack(type, value)).toThrow(at);
  });

  it('nested beyond reason are rejected', () => {
    const nested = (depth: number): ValueType => (depth === 0 ? types.string : types.list(nested(depth - 1)));
    const value = (depth: number): unknown => (depth === 0 ? 'x' : [value(depth - 1)]);
    expect(() => encodeMsgpack(nested(600), value(600))).toThrow('nested too deeply');
    const bytes = Buffer.concat([Buffer.alloc(600, 0x91), Buffer.of(0xa1, 0x78)]);
    expect(() => decodeMsgpack(nested(600), bytes)).toThrow('nested too deeply');
    const type = `${'["list",'.repeat(5_000)}"string"${']'.repeat(5_000)}`;
    expect(() => typeFromJson(type)).toThrow(ValueFault);
  });
});

describe('numbers', () => {
  it.each([
    { bytes: [0x05], value: 5, why: 'a small integer' },
    { bytes: [0xff], value: -1, why: 'a small negative integer' },
    {
      bytes: [0xcf, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      value: Number.MAX_SAFE_INTEGER,
      why: 'the largest safe integer',
    },
    {
      bytes: [0xcf, 0, 0x20, 0, 0, 0, 0, 0, 1],
      value: '9007199254740993',
      why: 'an integer that doubles skip',
    },
    {
      bytes: [0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0],
      value: '-9223372036854775808',
      why: 'the smallest 64-bit integer',
    },
    { bytes: [0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0], value: 0.5, why: 'a float that is a short decimal' },
    { bytes: [0xa3, 0x30, 0x2e, 0x31], value: 0.1, why: 'a decimal that no float is' },
    {
      bytes: [0xcb, 0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a],
      value: '0.1000000000000000055511151231257827021181583404541015625',
      why: 'the float next to a tenth is not a tenth',
    },
  ])('arrive exactly: $why', ({ bytes, value }) => {
    const got = decodeMsgpack(types.exactNumber, Buffer.from(bytes));
    if (typeof value === 'number') expect(got).toBe(value);
    else expect(canonicalDecimal((got as ExactNumber).decimal)).toBe(canonicalDecimal(value));
  });

  it('are narrowed for providers and get their digits back', () => {
    const type = types.object({ n: types.number, e: types.exactNumber, l: types.list(types.number) });
    const third = new ExactNumber(`0.${'3'.repeat(150)}`);
    const exact = { n: third, e: third, l: [1, third] };
    const seen = narrow(type, exact) as typeof exact;
    expect(seen).toEqual({ n: 1 / 3, e: third, l: [1, 1 / 3] });
    expect(restore(type, { ...seen, l: [2, 1 / 3] }, [exact])).toEqual({ n: third, e: third, l: [2, third] });
    expect(restore(type, { ...seen, n: 0.25 }, [exact])).toMatchObject({ n: 0.25 });
  });
});

describe('JSON values', () => {
  it('keep every digit', () => {
    const parsed = parseJson(
      Buffer.from('{"a":123456789012345678901234567890,"b":[0.1,-1.5e3],"c":"12345678901234567890"}'),
    );
    expect(parsed).toEqual({
      a: new ExactNumber('123456789012345678901234567890'),
      b: [0.1, -1500],
      c: '12345678901234567890',
    });
  });

  it('are the same whichever parser reads them', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const careful = parseJson(Buffer.from(`[${text}, 12345678901234567890]`)) as unknown[];
        expect(JSON.stringify(careful[0])).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns },
    );
  });

  it.each([
    { text: '{"a":1', why: 'it ends too early' },
    { text: '[1,]', why: 'of a trailing comma' },
    { text: '12345678901234567890 1', why: 'of two values' },
    { text: '{12345678901234567890:1}', why: 'of a member without a name' },
    { text: '["\\x12345678901234567890"]', why: 'of a bad escape' },
    { text: `${'['.repeat(100_000)}12345678901234567890`, why: 'it is nested too deeply' },
    { text: '['.repeat(100_000), why: 'it is nested too deeply for the quick parser, too' },
  ])('are rejected because $why', ({ text }) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(ValueFault);
  });

  it('holding five megabytes of text beside a long number are read', () => {
    const long = 'x\\n'.repeat(2_500_000);
    expect(parseJson(Buffer.from(`{"a":"${long}","b":12345678901234567890}`))).toMatchObject({
      b: new ExactNumber('12345678901234567890'),
    });
  });

  it('of an older shape fit the newer type: missing is null, superfluous is dropped', () => {
    const type = types.object({ a: types.string, b: types.list(types.number), d: types.dynamic });
    const json = { a: 1, gone: true, b: ['2'], d: { type: 'bool', value: true } };
    expect(fromJson(type, json)).toEqual({ a: '1', b: [2], d: new DynamicValue(types.bool, true) });
    expect(fromJson(type, {})).toEqual({ a: null, b: null, d: null });
    expect(() => fromJson(type, { b: { x: 1 } })).toThrow('b: expected an array, found an object');
  });
});

describe('types', () => {
  it('survive their JSON notation', () => {
    fc.assert(
      fc.property(arbitraryType, (type) => {
        expect(typeToJson(typeFromJson(JSON.stringify(typeToJson(type))))).toEqual(typeToJson(type));
      }),
      { numRuns: numRuns / 4 },
    );
  });
});

describe('equality of values', () => {
  const set = types.set(types.string);
  it.each([
    { type: set, a: ['a', 'b'], b: ['b', 'a'], equal: true, why: 'sets have no order' },
    { type: set, a: ['a', 'a', 'b'], b: ['b', 'a'], equal: true, why: 'sets have no duplicates' },
    { type: set, a: ['a'], b: ['a', 'b'], equal: false, why: 'one has more' },
    {
      type: types.list(types.string),
      a: ['a', 'b'],
      b: ['b', 'a'],
      equal: false,
      why: 'lists have an order',
    },
    { type: types.string, a: 'é', b: 'e\u0301', equal: true, why: 'text is compared in normal form' },
    {
      type: types.exactNumber,
      a: new ExactNumber('1.50'),
      b: 1.5,
      equal: true,
      why: 'numbers are compared by value',
    },
    {
      type: types.string,
      a: unknown,
      b: unknown,
      equal: false,
      why: 'nobody knows whether two unknowns agree',
    },
    {
      type: types.dynamic,
      a: new DynamicValue(types.string, '1'),
      b: new DynamicValue(types.exactNumber, 1),
      equal: false,
      why: 'types differ',
    },
    {
      type: types.object({ a: types.string }),
      a: { a: null },
      b: {},
      equal: true,
      why: 'an absent member is null',
    },
  ])('is $equal because $why', ({ type, a, b, equal }) => {
    expect(equalValues(type, a, b)).toBe(equal);
    expect(equalValues(type, b, a)).toBe(equal);
  });
});

/** One form for what may be written in several: numbers by value. */
function normal(value: unknown): unknown {
  if (value instanceof ExactNumber) return `number ${canonicalDecimal(value.decimal)}`;
  if (typeof value === 'number') return `number ${canonicalDecimal(String(value))}`;
  if (value instanceof Unknown) return { unknown: value.refinement ?? {} };
  if (value instanceof DynamicValue) return { dynamic: typeToJson(value.type), value: normal(value.value) };
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value === 'object' && value !== null) {
    // Members have no order.
    return new Map(Object.entries(value).map(([key, held]) => [key, normal(held)]));
  }
  return value;
}

/** What a MessagePack library that knows nothing of Terraform makes of a value. */
function plain(value: unknown): unknown {
  if (value instanceof ExactNumber) return value.decimal;
  // Terraform has one zero.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : String(value);
  if (value instanceof Unknown) return 'unknown';
  if (value instanceof DynamicValue) {
    return [new Uint8Array(Buffer.from(JSON.stringify(typeToJson(value.type)))), plain(value.value)];
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, plain(held)]));
  }
  return value;
}
