import { errorAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { ExactNumber } from '../schema/values/exact-number';
import { isUnknown } from '../schema/values/unknown';
import { elementType } from '../schema/types/value-type';
import type { ElementType, ValueType } from '../schema/types/value-type';
import type { Body } from './body';

/** What no author of a provider expects in a value of the type: nulls in collections, whole numbers that lose digits. */
export function checkValue(type: ValueType, value: unknown, path: AttributePath): readonly Diagnostic[] {
  if (value === null || isUnknown(value)) return [];
  if (type.kind === 'number') {
    return value instanceof ExactNumber && !('exact' in type) ? tooLarge(value, path) : [];
  }
  return [
    ...checkElements(type, value, path),
    ...membersOf(type, value).flatMap(([key, member, held]) => checkValue(member, held, [...path, key])),
  ];
}

/** The nulls among the elements of a collection that cannot hold any. */
export function checkElements(type: ValueType, value: unknown, path: AttributePath): readonly Diagnostic[] {
  if (!('element' in type) || 'nullable' in type.element) return [];
  return membersOf(type, value)
    .filter(([, , held]) => held === null)
    .map(([key]) =>
      errorAt([...path, key], 'Null Element', 'This collection cannot hold null. Leave the element out.'),
    );
}

type Member = readonly [key: string | number, type: ValueType, value: unknown];

function membersOf(type: ValueType, value: unknown): readonly Member[] {
  switch (type.kind) {
    case 'list':
    case 'set':
      return (value as readonly unknown[]).map((item, index) => [index, elementType(type.element), item]);
    case 'map':
      return Object.entries(value as Body).map(([key, item]) => [key, elementType(type.element), item]);
    case 'tuple':
      return type.elements.map((element: ElementType, index: number) => [
        index,
        elementType(element),
        (value as readonly unknown[])[index],
      ]);
    case 'object':
      return Object.entries(type.members).map(([name, member]) => [
        name,
        member,
        (value as Body)[name] ?? null,
      ]);
    default:
      return [];
  }
}

/** Fractions round to the nearest double without harm; an integer that loses digits is another number. */
function tooLarge(value: ExactNumber, path: AttributePath): readonly Diagnostic[] {
  const nearest = value.toNumber();
  if (Number.isFinite(nearest) && !Number.isInteger(nearest)) return [];
  return [
    errorAt(
      path,
      'Number Out of Bounds',
      `${value.decimal} cannot be held exactly: whole numbers up to 9007199254740992 in size can.`,
    ),
  ];
}
