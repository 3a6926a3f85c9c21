import { errorAt, warningAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { ExactNumber } from '../schema/values/exact-number';
import type { Schema } from '../schema/schema';
import { isUnknown } from '../schema/values/unknown';
import { isWhollyKnown } from '../schema/values/wholly-known';
import type { Validator } from '../schema/validators/validator';
import { checkElements, checkValue } from './check-value';
import { deprecatedBlocks } from './deprecated-blocks';
import { rewritePlan } from './walk';
import type { Body } from './body';
import type { Visit } from './walk';

/**
 * What can be said of a configuration from the schema alone: required values are there, collections have no null
 * elements, integers survive as JavaScript numbers, each attribute's validators agree, nothing is deprecated.
 */
export function validateConfig(schema: Schema, config: Body): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (schema.deprecated !== undefined) found.push(warningAt([], 'Deprecated', schema.deprecated));
  const secrets: AttributePath[] = [];
  const isSecret = (path: AttributePath): boolean =>
    secrets.some((above) => above.every((step, index) => step === path[index]));
  rewritePlan(schema, { config: null, prior: null, planned: config }, (visit) => {
    const { attribute, type, planned: value } = visit;
    // Parents are visited before what is in them.
    if (attribute.sensitive || attribute.writeOnly) secrets.push(visit.path);
    if (value === null) {
      if (attribute.required) found.push(missing(visit.path));
    } else if (!isUnknown(value)) {
      // Strings, bools and plain numbers are what they are.
      if (typeof value === 'object') {
        const check = 'nesting' in attribute.shape ? checkElements : checkValue;
        found.push(...check(type, value, visit.path));
      }
      if (attribute.validators.length > 0) {
        const { path } = visit;
        found.push(...runValidators({ attribute, type, path }, value, isSecret(path)));
      }
      if (attribute.deprecated !== undefined) {
        found.push(warningAt(visit.path, 'Deprecated Attribute', attribute.deprecated));
      }
    }
    return value;
  });
  return [...found, ...deprecatedBlocks(schema, config)];
}

function missing(path: AttributePath): Diagnostic {
  const name = String(path.at(-1));
  return errorAt(
    path,
    'Missing Required Attribute',
    `"${name}" must have a value here, and the configuration sets it to null.`,
  );
}

function runValidators(
  { attribute, type, path }: Pick<Visit, 'attribute' | 'type' | 'path'>,
  value: unknown,
  secret: boolean,
): readonly Diagnostic[] {
  if (!isWhollyKnown(value)) return [];
  const seen = 'exact' in type ? value : plainNumber(value);
  return (attribute.validators as readonly Validator<unknown>[]).flatMap((validator) => {
    const found = validator.check(seen, path);
    return secret ? found.map((diagnostic) => withoutValue(diagnostic, validator.description)) : found;
  });
}

/** Validators quote the value they reject, and diagnostics end in logs: for a secret, say only what is allowed. */
function withoutValue(diagnostic: Diagnostic, allowed: string): Diagnostic {
  return {
    ...diagnostic,
    detail: `The value is not allowed here and not shown, because it is sensitive. It must be ${allowed}.`,
  };
}

/** Validators of plain numbers see the nearest JavaScript number. */
function plainNumber(value: unknown): unknown {
  return value instanceof ExactNumber ? value.toNumber() : value;
}
