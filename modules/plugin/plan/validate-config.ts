import { errorAt, warningAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { ExactNumber } from '../schema/exact-number';
import type { AnyAttribute } from '../schema/attribute';
import { isUnknown, isWhollyKnown } from '../schema/unknown';
import type { Validator } from '../schema/validator';
import { elementType } from '../schema/value-type';
import type { ElementType, ValueType } from '../schema/value-type';
import { rewritePlan } from './walk';
import type { Body, BodySchema } from './walk';

/**
 * What can be said of a configuration from the schema alone: required values are there, collections have no null
 * elements, integers survive as JavaScript numbers, each attribute's validators agree.
 */
export function validateConfig(schema: BodySchema, config: Body): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  rewritePlan(
    schema,
    { config: null, prior: null, planned: config },
    ({ attribute, type, path, planned: value }) => {
      if (value === null) {
        if (attribute.required) found.push(missing(path));
      } else if (!isUnknown(value)) {
        found.push(...checkValue(type, value, path), ...runValidators(attribute, value, path));
        if (attribute.deprecated !== undefined) {
          found.push(warningAt(path, 'Deprecated Attribute', attribute.deprecated));
        }
      }
      return value;
    },
  );
  return found;
}

function missing(path: AttributePath): Diagnostic {
  const name = String(path.at(-1));
  return errorAt(
    path,
    'Missing Required Attribute',
    `"${name}" must have a value here, and the configuration sets it to null.`,
  );
}

function runValidators(attribute: AnyAttribute, value: unknown, path: AttributePath): readonly Diagnostic[] {
  if (attribute.validators.length === 0 || !isWhollyKnown(value)) return [];
  const plain = plainNumbers(value);
  return (attribute.validators as readonly Validator<unknown>[]).flatMap((validator) =>
    validator.check(plain, path),
  );
}

/** Validators of plain numbers see the nearest JavaScript number. */
function plainNumbers(value: unknown): unknown {
  return value instanceof ExactNumber ? value.toNumber() : value;
}

function checkValue(type: ValueType, value: unknown, path: AttributePath): readonly Diagnostic[] {
  if (value === null || isUnknown(value)) return [];
  switch (type.kind) {
    case 'number':
      return value instanceof ExactNumber && !('exact' in type) ? tooLarge(value, path) : [];
    case 'list':
    case 'set':
      return (value as readonly unknown[]).flatMap((item, index) =>
        checkElement(type.element, item, [...path, index]),
      );
    case 'map':
      return Object.entries(value as Body).flatMap(([key, item]) =>
        checkElement(type.element, item, [...path, key]),
      );
    case 'tuple':
      return type.elements.flatMap((element, index) =>
        checkElement(element, (value as readonly unknown[])[index], [...path, index]),
      );
    default:
      return [];
  }
}

function checkElement(element: ElementType, item: unknown, path: AttributePath): readonly Diagnostic[] {
  if (item === null && !('nullable' in element)) {
    return [errorAt(path, 'Null Element', 'This collection cannot hold null. Leave the element out.')];
  }
  return checkValue(elementType(element), item, path);
}

/** Fractions round to the nearest double without harm; an integer that loses digits is another number. */
function tooLarge(value: ExactNumber, path: AttributePath): readonly Diagnostic[] {
  const nearest = value.toNumber();
  if (Number.isFinite(nearest) && !Number.isInteger(nearest)) return [];
  return [
    errorAt(
      path,
      'Number Out Of Range',
      `${value.decimal} cannot be held exactly: whole numbers up to 9007199254740992 in size can.`,
    ),
  ];
}
