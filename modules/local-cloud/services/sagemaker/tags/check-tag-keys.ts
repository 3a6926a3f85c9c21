import { rejectedTagKey, RESERVED_TAG_KEY } from '../../tag-keys';
import { invalid } from '../rejections';

/** Rejects the tag keys of a request in SageMaker's words. */
export function checkTagKeys(keys: readonly string[]): void {
  const rejected = rejectedTagKey(keys);
  if (rejected === undefined) return;
  throw invalid(
    rejected.problem === 'reserved'
      ? `${RESERVED_TAG_KEY} The key is "${rejected.key}".`
      : `Duplicate tag keys found. The key "${rejected.key}" is given twice.`,
  );
}
