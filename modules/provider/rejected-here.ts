import { errorAt, rejectedMembers, rejectionSentence } from '../kernel';
import type { AttributeStep, Diagnostic, RejectedMember } from '../kernel';
import { isUnknown } from '../plugin';
import { atShortForm, longForm } from '../tuning';
import type { LocalMembers } from './local-members';
import { placeDiagnostics } from './place-diagnostics';
import { plannedMembers, snakeCase } from './planned-members';
import type { MemberPlace } from './planned-members';

/**
 * Returns an error for each planned value that the local cloud would reject. Ignores unknown values. For target `aws` there
 * are no tables, so the result is empty.
 */
export function rejectedHere(
  tables: LocalMembers | undefined,
  planned: Readonly<Record<string, unknown>>,
  places: Readonly<Record<string, MemberPlace>>,
): readonly Diagnostic[] {
  const { values, moved } = longForm(planned, isUnknown);
  const rejections = plannedMembers(tables, values, places).flatMap(({ attribute, member, table, request }) =>
    rejectedMembers(table, request).map((rejected) => rejection(attribute, member, rejected)),
  );
  return placeDiagnostics(rejections.map((found) => atShortForm(found, moved)));
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
