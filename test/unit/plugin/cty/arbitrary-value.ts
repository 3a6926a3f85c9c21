import * as fc from 'fast-check';
import { DynamicValue, ExactNumber, types, unknown, Unknown } from '../../../../modules/plugin';
import type { ValueType } from '../../../../modules/plugin';

/** A type and a value of it. */
export interface Typed {
  readonly type: ValueType;
  readonly value: unknown;
}

const name = fc.oneof(
  fc.constantFrom('a', 'b', '__proto__', 'constructor', 'é'),
  fc.string({ maxLength: 5 }),
);

function typeOfDepth(depth: number, withDynamic: boolean): fc.Arbitrary<ValueType> {
  const simple = fc.constantFrom<ValueType>(
    types.string,
    types.exactNumber,
    types.bool,
    ...(withDynamic ? [types.dynamic] : []),
  );
  if (depth === 0) return simple;
  const inner = typeOfDepth(depth - 1, withDynamic);
  return fc.oneof(
    { weight: 4, arbitrary: simple },
    { weight: 1, arbitrary: inner.map((element) => types.list(types.nullable(element))) },
    { weight: 1, arbitrary: inner.map((element) => types.set(types.nullable(element))) },
    { weight: 1, arbitrary: inner.map((element) => types.map(types.nullable(element))) },
    {
      weight: 1,
      arbitrary: fc
        .array(inner, { maxLength: 3 })
        .map((elements) => types.tuple(...elements.map((element) => types.nullable(element)))),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(name, inner), { maxLength: 4 })
        .map((entries) => types.object(Object.fromEntries(entries))),
    },
  );
}

/** Any Terraform type, a few levels deep. */
export const arbitraryType = typeOfDepth(3, true);
const typeInsideDynamic = typeOfDepth(2, false);

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), fc.integer({ min: -40, max: 40 }))
  .map(([digits, exponent]) => new ExactNumber(`${digits.toString()}e${String(exponent)}`));

const anyNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  decimal,
);

const refinement = fc
  .record(
    {
      notNull: fc.constant(true),
      prefix: fc.string({ minLength: 1 }),
      minLength: fc.nat(),
      maxLength: fc.nat(),
      lower: fc.record({ bound: fc.integer(), inclusive: fc.boolean() }),
      upper: fc.record({ bound: fc.integer(), inclusive: fc.boolean() }),
    },
    { requiredKeys: ['notNull'] },
  )
  .map((held) => new Unknown(held));

/** A value of a type; null and unknown anywhere. */
export function valueOfType(type: ValueType, withUnknowns = true): fc.Arbitrary<unknown> {
  const plain = knownValue(type, withUnknowns);
  const placeholders = withUnknowns
    ? [
        { weight: 1, arbitrary: fc.constant<unknown>(unknown) },
        { weight: 1, arbitrary: refinement },
      ]
    : [];
  return fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 1, arbitrary: fc.constant<unknown>(null) },
    ...placeholders,
  );
}

function knownValue(type: ValueType, withUnknowns: boolean): fc.Arbitrary<unknown> {
  const inside = (element: ValueType | { readonly nullable: ValueType }) =>
    valueOfType('nullable' in element ? element.nullable : element, withUnknowns);
  switch (type.kind) {
    case 'string':
      return fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 30, maxLength: 400 }));
    case 'number':
      return anyNumber;
    case 'bool':
      return fc.boolean();
    case 'list':
    case 'set':
      return fc.array(inside(type.element), { maxLength: 5 });
    case 'map':
      return fc.dictionary(name, inside(type.element), { maxKeys: 4, noNullPrototype: true });
    case 'tuple':
      return fc.tuple(...type.elements.map(inside));
    case 'object':
      return fc
        .tuple(...Object.values(type.members).map((member) => inside(member)))
        .map((values) =>
          Object.fromEntries(Object.keys(type.members).map((key, index) => [key, values[index]])),
        );
    case 'dynamic':
      return typeInsideDynamic.chain((actual) =>
        valueOfType(actual, withUnknowns).map((value) => new DynamicValue(actual, value)),
      );
  }
}

export const arbitraryTyped = (withUnknowns = true): fc.Arbitrary<Typed> =>
  arbitraryType.chain((type) => valueOfType(type, withUnknowns).map((value) => ({ type, value })));
