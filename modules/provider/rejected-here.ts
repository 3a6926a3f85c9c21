import { errorAt, rejectedMembers, rejectionSentence } from '../kernel';
import type { AttributeStep, Diagnostic, MemberTable, RejectedMember } from '../kernel';
import { isKnown } from '../plugin';
import type { LocalMembers } from './local-members';
import { placeDiagnostics } from './place-diagnostics';

/** The request member that an attribute maps to, and its operation. */
export interface MemberPlace {
  readonly operation: string;
  /** `A.B`, or `A[].B` if the attribute becomes part of the only entry of a list. */
  readonly member: string;
}

/**
 * Returns an error for each planned value that the local cloud would reject. Ignores unknown values. For target `aws` there
 * are no tables, so the result is empty.
 */
export function rejectedHere(
  tables: LocalMembers | undefined,
  planned: Readonly<Record<string, unknown>>,
  places: Readonly<Record<string, MemberPlace>>,
): readonly Diagnostic[] {
  const rejections = Object.entries(places).flatMap(([attribute, { operation, member }]) => {
    const table = tables?.[operation];
    if (table === undefined) return [];
    const value = toMembers(table, member, planned[attribute]);
    return rejectedMembers(table, nest(member.split('.'), value)).map((rejected) =>
      rejection(attribute, member, rejected),
    );
  });
  return placeDiagnostics(rejections);
}

function rejection(attribute: string, member: string, rejected: RejectedMember): Diagnostic {
  const rest = rejected.member.slice(member.replaceAll('[]', '[0]').length);
  const steps: AttributeStep[] = [...rest.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name = '']) =>
    index === undefined ? snakeCase(name) : Number(index),
  );
  const named = [attribute, ...steps].filter((step) => typeof step === 'string').at(-1) ?? attribute;
  const what = rejected.what.replace(rejected.member, named);
  return errorAt(
    [attribute, ...steps],
    'Not Supported by the Local Cloud',
    rejectionSentence({ ...rejected, what }),
  );
}

/** `['A[]', 'B']` and a value → `{ A: [{ B: value }] }`. */
const nest = (steps: readonly string[], value: unknown): unknown =>
  steps.reduceRight<unknown>(
    (inner, step) => (step.endsWith('[]') ? { [step.slice(0, -2)]: [inner] } : { [step]: inner }),
    value,
  );

/** Returns a planned value with the API's member names instead of Terraform's snake_case names. */
function toMembers(table: MemberTable, path: string, value: unknown): unknown {
  if (!isKnown(value) || value === null || typeof value !== 'object' || table[path] !== undefined) {
    return isKnown(value) ? value : undefined;
  }
  if (Array.isArray(value)) return value.map((entry) => toMembers(table, `${path}[]`, entry));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const spelled = memberNamed(table, path, name);
      return [spelled, toMembers(table, `${path}.${spelled}`, member)];
    }),
  );
}

/** Returns the member below `path` that matches `name`; without a match, `name` in Pascal case. */
function memberNamed(table: MemberTable, path: string, name: string): string {
  const members = Object.keys(table)
    .filter((key) => key.startsWith(`${path}.`))
    .map((key) => /^[^.[]+/.exec(key.slice(path.length + 1))?.[0] ?? '');
  const pascal = name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
  return members.find((member) => snakeCase(member) === name) ?? pascal;
}

const snakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
