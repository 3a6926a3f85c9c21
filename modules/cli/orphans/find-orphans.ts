import type { AwsSession, OwnedKind, OwnedObject } from '../../aws';
import { listOwned } from '../../aws';
import { messageOf } from '../../kernel';
import type { KnownObjects } from './known-objects';

/** In the order in which they may be removed: what uses another comes before it. */
const KINDS: readonly OwnedKind[] = ['tuning job', 'endpoint', 'endpoint configuration', 'model'];

export interface OrphanQuestion {
  readonly known: KnownObjects;
  /** Whose objects count; empty: everybody's. */
  readonly owners: readonly string[];
  /** Tuning jobs that have ended count as well. */
  readonly ended: boolean;
}

export interface OrphanAnswer {
  readonly orphans: readonly OwnedObject[];
  /** Kinds that could not be looked through, with the reason. */
  readonly unlisted: readonly { readonly kind: OwnedKind; readonly reason: string }[];
}

/** What carries Tuneform's tags and no given state knows. A kind that may not be listed leaves the others as they are. */
export async function findOrphans(
  session: AwsSession,
  { known, owners, ended }: OrphanQuestion,
  signal: AbortSignal,
): Promise<OrphanAnswer> {
  const orphans: OwnedObject[] = [];
  const unlisted: { kind: OwnedKind; reason: string }[] = [];
  const isKnown = (object: { readonly name: string; readonly arn: string }): boolean => known.has(object);
  for (const kind of KINDS) {
    try {
      const owned = await listOwned(session, { kind, ended, isKnown }, signal);
      orphans.push(...owned.filter(({ owner }) => owners.length === 0 || owners.includes(owner)));
    } catch (error) {
      unlisted.push({ kind, reason: messageOf(error) });
    }
  }
  return { orphans, unlisted };
}
