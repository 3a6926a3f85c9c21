import { unenforcedMembers, warningAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import type { LocalMembers } from './local-members';
import { plannedMembers, snakeCase } from './planned-members';
import type { MemberPlace } from './planned-members';

/**
 * Returns one warning about all planned values that the local cloud records and does not enforce, by the reason; none for target
 * `aws`, for which there are no tables. Ignores unknown values.
 */
export function recordedHere(
  tables: LocalMembers | undefined,
  planned: Readonly<Record<string, unknown>>,
  places: Readonly<Record<string, MemberPlace>>,
): readonly Diagnostic[] {
  const byReason = new Map<string, string[]>();
  for (const { attribute, member, table, request } of plannedMembers(tables, planned, places)) {
    for (const [why, members] of unenforcedMembers(table, request)) {
      const named = members.map((one) => `${attribute}${attributePath(one.slice(member.length))}`);
      byReason.set(why, [...(byReason.get(why) ?? []), ...named]);
    }
  }
  if (byReason.size === 0) return [];
  const reasons = [...byReason].map(([why, named]) => `${named.join(', ')} (${why})`).join('; ');
  return [
    warningAt(
      [],
      'Recorded, Not Enforced Locally',
      `The local cloud records these settings but does not enforce them, since they change no result here: ${reasons}. On AWS they take effect.`,
    ),
  ];
}

/** `.VpcConfig.Subnets` → `.vpc_config.subnets`, without positions in lists. */
const attributePath = (path: string): string => snakeCase(path.replaceAll('[]', ''));
