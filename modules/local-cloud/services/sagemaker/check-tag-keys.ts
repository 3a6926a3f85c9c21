import { refusedTagKey, RESERVED_TAG_KEY } from '../tag-keys';
import { invalid } from './refusals';

/** Refuses keys of one request in SageMaker's words. */
export function checkTagKeys(keys: readonly string[]): void {
  const refused = refusedTagKey(keys);
  if (refused === undefined) return;
  throw invalid(
    refused.problem === 'reserved'
      ? `${RESERVED_TAG_KEY} The key is "${refused.key}".`
      : `Duplicate tag keys found. The key "${refused.key}" is given twice.`,
  );
}
