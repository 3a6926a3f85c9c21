import type { MemberTable } from '../kernel';
import { isKnown } from '../plugin';
import type { LocalMembers } from './local-members';

/** The request member that an attribute maps to, and its operation. */
export interface MemberPlace {
  readonly operation: string;
  /** `A.B`, or `A[].B` if the attribute becomes part of the only entry of a list. */
  readonly member: string;
}

/** A planned attribute as a part of a request. */
export interface PlannedMember {
  readonly attribute: string;
  /** As in its place. */
  readonly member: string;
  /** What the local cloud does with the members of the request. */
  readonly table: MemberTable;
  readonly request: unknown;
}

/** Returns each planned attribute as a part of its request, under the API's names; nothing without tables. */
export function plannedMembers(
  tables: LocalMembers | undefined,
  planned: Readonly<Record<string, unknown>>,
  places: Readonly<Record<string, MemberPlace>>,
): readonly PlannedMember[] {
  return Object.entries(places).flatMap(([attribute, { operation, member }]) => {
    const table = tables?.[operation];
    if (table === undefined) return [];
    const request = nest(member.split('.'), toMembers(table, member, planned[attribute]));
    return [{ attribute, member, table, request }];
  });
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

/** `S3OutputPath` → `s3_output_path`. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
