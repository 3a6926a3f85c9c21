import { impliedType } from '../cty/implied-type';
import { someMember } from '../plan/members';
import { rewritePlan } from '../plan/walk';
import type { Body } from '../plan/body';
import type { Schema } from '../schema/schema';
import type { Breach } from './breach';
import { conform, settle } from './conform';
import { isPlainObject, kindOf } from './kind-of';
import type { RuleId } from './rules';

/** The rules that an object must follow. Absent ones do not apply to it. */
export interface ObjectRules {
  readonly type: RuleId;
  readonly writeOnly?: RuleId;
  readonly known?: RuleId;
}

/** An object that can be stored, and what had to be repaired for that. */
export interface CheckedObject {
  readonly value: Body;
  readonly breaches: readonly Breach[];
}

/** Checks that an object has its type, null write-only attributes, and known values. */
export function checkObject(schema: Schema, object: unknown, rules: ObjectRules): CheckedObject {
  const { type, writeOnly, known } = rules;
  if (!isPlainObject(object)) {
    const problem = `is missing: the response has ${kindOf(object)} in its place`;
    return { value: nothing(schema), breaches: [{ rule: type, path: [], problem }] };
  }
  const breaches: Breach[] = [];
  let value = conform(
    impliedType(schema),
    object,
    (path, problem) => void breaches.push({ rule: type, path, problem }),
  ) as Body;
  if (writeOnly !== undefined && hasWriteOnly(schema)) {
    value = rewritePlan(schema, { config: null, prior: null, planned: value }, (visit) => {
      if (!visit.attribute.writeOnly || visit.planned === null) return visit.planned;
      breaches.push({ rule: writeOnly, path: visit.path, problem: 'is write-only and has a value' });
      return null;
    });
  }
  if (known !== undefined) {
    value = settle(value, (path, problem) => void breaches.push({ rule: known, path, problem })) as Body;
  }
  return { value, breaches };
}

const hasWriteOnly = (schema: Schema): boolean =>
  someMember(schema, ({ attribute }) => attribute?.writeOnly === true);

const nothing = (schema: Schema): Body =>
  Object.fromEntries(Object.keys(impliedType(schema).members).map((name) => [name, null]));
