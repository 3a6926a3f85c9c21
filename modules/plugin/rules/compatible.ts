import type { AttributePath } from '../../kernel';
import { distinct } from '../cty/distinct';
import { equalValues } from '../cty/equal';
import { compareDecimals } from '../cty/decimal';
import { normalKeys } from '../cty/normal-keys';
import { DynamicValue } from '../schema/values/dynamic-value';
import { ExactNumber } from '../schema/values/exact-number';
import { isUnknown } from '../schema/values/unknown';
import type { NumberBound, Refinement, Unknown } from '../schema/values/unknown';
import { elementType } from '../schema/types/value-type';
import type { ElementType, SetType, ValueType } from '../schema/types/value-type';
import type { Complaint } from './conform';

type Members = Readonly<Record<string, unknown>>;

/** Reports every place where `actual` breaks a promise of `planned`. Unknowns promise only their refinement. */
export function checkPromise(
  type: ValueType,
  values: { readonly planned: unknown; readonly actual: unknown },
  complain: Complaint,
  path: AttributePath = [],
): void {
  const { planned, actual } = values;
  if (isUnknown(planned)) {
    if (breaksRefinement(planned, type.kind === 'set' ? elementsOf(type, actual) : actual)) {
      complain(path, 'is outside the limits that the plan gave');
    }
    return;
  }
  if (planned === null) {
    if (actual !== null) complain(path, 'was planned as null but now has a value');
    return;
  }
  if (actual === null) {
    complain(path, 'was planned with a value but is now null');
    return;
  }
  switch (type.kind) {
    case 'object':
      for (const [name, member] of Object.entries(type.members)) {
        const inside = {
          planned: (planned as Members)[name] ?? null,
          actual: (actual as Members)[name] ?? null,
        };
        checkPromise(member, inside, complain, [...path, name]);
      }
      return;
    case 'list':
      checkElements(() => type.element, { planned, actual }, complain, path);
      return;
    case 'tuple':
      checkElements((index) => type.elements[index], { planned, actual }, complain, path);
      return;
    case 'map':
      checkMap(
        elementType(type.element),
        { planned: planned as Members, actual: actual as Members },
        complain,
        path,
      );
      return;
    case 'set':
      checkSet(
        elementType(type.element),
        { planned: planned as unknown[], actual: actual as unknown[] },
        complain,
        path,
      );
      return;
    case 'dynamic':
      checkDynamic(planned, actual, complain, path);
      return;
    default:
      if (!equalValues(type, planned, actual)) complain(path, 'has a different value than planned');
  }
}

function checkElements(
  typeAt: (index: number) => ElementType | undefined,
  { planned, actual }: { readonly planned: unknown; readonly actual: unknown },
  complain: Complaint,
  path: AttributePath,
): void {
  const [wanted, held] = [planned as readonly unknown[], actual as readonly unknown[]];
  if (wanted.length !== held.length) {
    complain(path, `was planned with ${String(wanted.length)} elements but now has ${String(held.length)}`);
    return;
  }
  wanted.forEach((item, index) => {
    const element = typeAt(index);
    if (element !== undefined) {
      checkPromise(elementType(element), { planned: item, actual: held[index] }, complain, [...path, index]);
    }
  });
}

function checkMap(
  element: ValueType,
  { planned, actual }: { readonly planned: Members; readonly actual: Members },
  complain: Complaint,
  path: AttributePath,
): void {
  const [wanted, held] = [normalKeys(planned), normalKeys(actual)];
  for (const key of Object.keys(wanted)) {
    if (Object.hasOwn(held, key)) {
      checkPromise(element, { planned: wanted[key], actual: held[key] }, complain, [...path, key]);
    } else {
      complain([...path, key], 'was planned but is missing');
    }
  }
  for (const key of Object.keys(held)) {
    if (!Object.hasOwn(wanted, key)) complain([...path, key], 'was not planned but is present');
  }
}

/** Elements of sets have no names, so each planned one needs some actual one that matches it. */
function checkSet(
  element: ValueType,
  { planned, actual }: { readonly planned: readonly unknown[]; readonly actual: readonly unknown[] },
  complain: Complaint,
  path: AttributePath,
): void {
  const keeps = (wanted: unknown, held: unknown): boolean => {
    let kept = true;
    checkPromise(element, { planned: wanted, actual: held }, () => (kept = false));
    return kept;
  };
  if (planned.some((wanted) => !actual.some((held) => keeps(wanted, held)))) {
    complain(path, 'lacks an element that was planned');
  }
  if (actual.some((held) => !planned.some((wanted) => keeps(wanted, held)))) {
    complain(path, 'has an element that was not planned');
  } else if (actual.length > planned.length && distinct(element, actual).length > planned.length) {
    // Elements that turn out to be equal become one, so there may be fewer, but never more.
    complain(path, 'has more elements than planned');
  }
}

function checkDynamic(planned: unknown, actual: unknown, complain: Complaint, path: AttributePath): void {
  if (!(planned instanceof DynamicValue) || !(actual instanceof DynamicValue)) return;
  if (planned.type.kind === 'dynamic') return;
  if (planned.type.kind !== actual.type.kind) {
    complain(path, `was planned as ${planned.type.kind} but is now ${actual.type.kind}`);
    return;
  }
  checkPromise(planned.type, { planned: planned.value, actual: actual.value }, complain, path);
}

function elementsOf({ element }: SetType, actual: unknown): unknown {
  return Array.isArray(actual) ? distinct(elementType(element), actual) : actual;
}

function breaksRefinement({ refinement }: Unknown, actual: unknown): boolean {
  if (refinement === undefined || isUnknown(actual)) return false;
  if (actual === null) return refinement.notNull === true;
  if (typeof actual === 'string') {
    return refinement.prefix !== undefined && !actual.startsWith(refinement.prefix);
  }
  if (typeof actual === 'number' || actual instanceof ExactNumber) return outOfBounds(refinement, actual);
  if (typeof actual !== 'object' || actual instanceof DynamicValue) return false;
  const length = Array.isArray(actual) ? actual.length : Object.keys(actual).length;
  return length < (refinement.minLength ?? 0) || length > (refinement.maxLength ?? Infinity);
}

function outOfBounds({ lower, upper }: Refinement, actual: number | ExactNumber): boolean {
  const beyond = ({ bound, inclusive }: NumberBound, direction: 1 | -1): boolean => {
    const difference = compareDecimals(String(actual), String(bound)) * direction;
    return difference > 0 || (difference === 0 && !inclusive);
  };
  return (lower !== undefined && beyond(lower, -1)) || (upper !== undefined && beyond(upper, 1));
}
