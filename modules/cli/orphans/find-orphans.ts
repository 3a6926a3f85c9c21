import type { AwsSession, OwnedKind, OwnedObject } from '../../aws';
import { listOwned } from '../../aws';
import { messageOf } from '../../kernel';
import type { KnownObjects } from './known-objects';

/** The kinds in the order of removal: an object comes before the objects that it uses. */
const KINDS: readonly OwnedKind[] = [
  'tuning job',
  'training job',
  'endpoint',
  'endpoint configuration',
  'model',
];

export interface OrphanQuestion {
  readonly known: KnownObjects;
  /** Owners whose objects count; if empty, all owners. */
  readonly owners: readonly string[];
  /** True to include jobs that have ended. */
  readonly ended: boolean;
}

export interface OrphanAnswer {
  readonly orphans: readonly OwnedObject[];
  /** Kinds that could not be listed, with the reason. */
  readonly unlisted: readonly { readonly kind: OwnedKind; readonly reason: string }[];
}

/** Returns the objects that carry Tuneform's tags and are in no given state. Continues if one kind cannot be listed. */
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
