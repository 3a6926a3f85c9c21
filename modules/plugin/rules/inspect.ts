import { hasErrors } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { equalValues } from '../cty/equal';
import { impliedType } from '../cty/implied-type';
import type { Body } from '../plan/body';
import type { Schema } from '../schema/schema';
import type { ValueType } from '../schema/types/value-type';
import type { Breach } from './breach';
import { checkObject } from './check-object';
import { checkPlan, checkReplacePaths } from './check-plan';
import { checkPromise } from './compatible';
import { conform, settle } from './conform';

/** A response that may be sent, and the rules it broke. */
export interface Inspected<T> {
  readonly value: T;
  readonly breaches: readonly Breach[];
}

/** Checks the plan of a creation, update or replacement against R9 to R16. */
export function inspectPlan(
  schema: Schema,
  plan: {
    readonly config: Body;
    readonly prior: Body | null;
    readonly planned: Body;
    readonly requiresReplace: readonly AttributePath[];
  },
): Inspected<Body> {
  const { value, breaches } = checkObject(schema, plan.planned, { type: 'R9', writeOnly: 'R10' });
  return {
    value,
    breaches: [
      ...breaches,
      ...checkPlan(schema, { config: plan.config, prior: plan.prior, planned: value }),
      ...checkReplacePaths(plan.requiresReplace, { prior: plan.prior, planned: value }),
    ],
  };
}

/** Checks two plans of one request against R20. */
export function inspectReplan(schema: Schema, first: Body, second: Body): readonly Breach[] {
  return Object.entries(impliedType(schema).members)
    .filter(([name, type]) => !equalValues(type, first[name] ?? null, second[name] ?? null, 'equal'))
    .map(([name]) => ({
      rule: 'R20' as const,
      path: [name],
      problem: 'is planned differently the second time',
    }));
}

/**
 * Checks the response of a create or update against R23 to R29. Other errors excuse what is missing, as they do for
 * Terraform.
 */
export function inspectApply(
  schema: Schema,
  answer: {
    readonly planned: Body;
    readonly state: Body | null | undefined;
    readonly diagnostics: readonly Diagnostic[];
  },
): Inspected<Body | null> {
  const excused = hasErrors(answer.diagnostics);
  if (answer.state === null || answer.state === undefined) {
    const problem =
      'has no state, and there is no error: if an object was created, it is not recorded. Look for it, and import or remove it';
    return { value: null, breaches: excused ? [] : [{ rule: 'R29', path: [], problem }] };
  }
  const { value, breaches } = checkObject(schema, answer.state, {
    type: 'R24',
    writeOnly: 'R25',
    known: 'R26',
  });
  const broken: Breach[] = [...breaches];
  if (!excused && breaches.length === 0) {
    const complain = (path: AttributePath, problem: string): void =>
      void broken.push({ rule: 'R27', path, problem });
    checkPromise(impliedType(schema), { planned: answer.planned, actual: value }, complain);
  }
  return { value, breaches: broken };
}

/** Checks the response of a deletion against R28. */
export function inspectDelete(
  schema: Schema,
  answer: { readonly state: Body | null | undefined; readonly diagnostics: readonly Diagnostic[] },
): Inspected<Body | null> {
  if (answer.state === null || answer.state === undefined) return { value: null, breaches: [] };
  const { value, breaches } = checkObject(schema, answer.state, {
    type: 'R24',
    writeOnly: 'R25',
    known: 'R26',
  });
  const remains: Breach = {
    rule: 'R28',
    path: [],
    problem: 'is still present after the deletion, and no error says why',
  };
  return { value, breaches: hasErrors(answer.diagnostics) ? breaches : [...breaches, remains] };
}

/** Checks the result of an ephemeral resource against R44. */
export function inspectEphemeral(
  schema: Schema,
  answer: { readonly config: Body; readonly result: Body },
): Inspected<Body> {
  const { value, breaches } = checkObject(schema, answer.result, {
    type: 'R44',
    writeOnly: 'R44',
    known: 'R44',
  });
  const against = checkPlan(schema, { config: answer.config, prior: null, planned: value });
  return {
    value,
    breaches: [...breaches, ...against.map((breach) => ({ ...breach, rule: 'R44' as const }))],
  };
}

/**
 * Checks the result of a function against R45, and two results for the same arguments against R46. A result computed
 * from unknown arguments may be unknown.
 */
export function inspectResult(
  type: ValueType,
  call: { readonly result: unknown; readonly again: unknown; readonly argumentsKnown: boolean },
): Inspected<unknown> {
  const breaches: Breach[] = [];
  const complain = (path: AttributePath, problem: string): void =>
    void breaches.push({ rule: 'R45', path, problem });
  if (call.result === undefined) complain([], 'is not a result');
  const conformed = conform(type, call.result, complain);
  const value = call.argumentsKnown ? settle(conformed, complain) : conformed;
  if (breaches.length === 0 && !equalValues(type, value, call.again ?? null, 'equal')) {
    breaches.push({ rule: 'R46', path: [], problem: 'differs the second time' });
  }
  return { value, breaches };
}
