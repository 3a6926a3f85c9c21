import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../ports/service';
import { rejectedTagKey } from '../tag-keys';

/** Rejects a set of tags in S3's words: more than `most`, a duplicate key, or a key that only AWS may set. */
export function checkTagSet<T extends readonly S3.Tag[]>(
  tags: T,
  { most, tooMany }: { readonly most: number; readonly tooMany: string },
): T {
  if (tags.length > most) {
    throw new ServiceFault('BadRequest', `${tooMany} cannot be greater than ${String(most)}`, {
      status: 400,
    });
  }
  const rejected = rejectedTagKey(tags.map(({ Key: key = '' }) => key));
  if (rejected === undefined) return tags;
  const message =
    rejected.problem === 'reserved'
      ? 'System tags cannot be added/updated by requester'
      : 'Cannot provide multiple Tags with the same key';
  throw new ServiceFault('InvalidTag', message, { status: 400 });
}
