import { allTags, patiently, syncTags, TAG_KEYS, youngestId } from '../../aws';
import type { AwsSession, ObjectId, ObservedEndpoint } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';

/**
 * Writes the id of this Terraform object on an endpoint that another one created. Before it waits for anything: that other one may be
 * destroyed as soon as this apply ends, and deletes an endpoint that carries its own id.
 */
export async function takeOverEndpoint(
  session: AwsSession,
  { seen, objectId }: { readonly seen: ObservedEndpoint; readonly objectId: ObjectId },
  signal: AbortSignal,
): Promise<void> {
  const desired = allTags({ tags: seen.tags, objectId: youngestId(objectId, seen.objectId) });
  await patiently(session, signal, () =>
    syncTags(session, seen.arn, { observed: allTags(seen), desired, signal }),
  );
}

/** A destroy left the endpoint alone. */
export function takenOverWarning({ name, status }: Pick<ObservedEndpoint, 'name' | 'status'>): Diagnostic {
  return warningAt(
    [],
    'Endpoint Left to Another Object',
    `Tuneform left endpoint "${name}" (${status}) as it is, because tag ${TAG_KEYS.object} says that another Terraform object created it or ` +
      'took it over: the one that replaces this one, or one of another state. Destroying that one deletes it. If there is none any more, ' +
      'see tuneform orphans. [ENDPOINT_TAKEN_OVER]',
  );
}
