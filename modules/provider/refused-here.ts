import { errorAt, refusalSentence, refusedMembers } from '../kernel';
import type { AttributeStep, Diagnostic, MemberTable, RefusedMember } from '../kernel';
import { isKnown } from '../plugin';
import type { LocalMembers } from './local-members';
import { placeDiagnostics } from './place-diagnostics';

/** The member of a request that an attribute becomes, and which operation's. */
export interface MemberPlace {
  readonly operation: string;
  /** `A.B`; `A[].B` where the attribute becomes part of the only entry of a list. */
  readonly member: string;
}

/**
 * An error for every planned value that the local cloud would refuse whenever it is applied. Values that are not known yet say
 * nothing. For target aws there are no tables and nothing is refused.
 */
export function refusedHere(
  tables: LocalMembers | undefined,
  planned: Readonly<Record<string, unknown>>,
  places: Readonly<Record<string, MemberPlace>>,
): readonly Diagnostic[] {
  const refusals = Object.entries(places).flatMap(([attribute, { operation, member }]) => {
    const table = tables?.[operation];
    if (table === undefined) return [];
    const value = toMembers(table, member, planned[attribute]);
    return refusedMembers(table, nest(member.split('.'), value)).map((refused) =>
      refusal(attribute, member, refused),
    );
  });
  return placeDiagnostics(refusals);
}

function refusal(attribute: string, member: string, refused: RefusedMember): Diagnostic {
  const rest = refused.member.slice(member.replaceAll('[]', '[0]').length);
  const steps: AttributeStep[] = [...rest.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name = '']) =>
    index === undefined ? snakeCase(name) : Number(index),
  );
  const named = [attribute, ...steps].filter((step) => typeof step === 'string').at(-1) ?? attribute;
  const what = refused.what.replace(refused.member, named);
  return errorAt(
    [attribute, ...steps],
    'Not Supported by the Local Cloud',
    refusalSentence({ ...refused, what }),
  );
}

/** `['A[]', 'B']` and a value → `{ A: [{ B: value }] }`. */
const nest = (steps: readonly string[], value: unknown): unknown =>
  steps.reduceRight<unknown>(
    (inner, step) => (step.endsWith('[]') ? { [step.slice(0, -2)]: [inner] } : { [step]: inner }),
    value,
  );

/** A planned value under the API's names. Attributes are AWS's own names in Terraform's spelling. */
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

/** The member below `path` that Terraform spells `name`; a name of the same form where the table has none. */
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
