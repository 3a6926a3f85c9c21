import { unenforcedMembers } from '../../kernel';
import type { MemberTable } from '../../kernel';

/** The line of a job's log that names what was accepted and changes nothing here; undefined when there is none. */
export function unenforcedLine(
  ...requests: readonly (readonly [table: MemberTable, request: unknown])[]
): string | undefined {
  const reasons = requests
    .flatMap(([table, request]) => [...unenforcedMembers(table, request)])
    .map(([why, members]) => `${members.join(', ')} (${why})`);
  return reasons.length === 0
    ? undefined
    : `Local cloud: accepted, but without effect here: ${reasons.join('; ')}.`;
}
