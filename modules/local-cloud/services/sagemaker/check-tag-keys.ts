import { invalid } from './faults';

/** Keys of one request: the prefix `aws:` in any case is AWS's own, and a key may be given once. */
export function checkTagKeys(keys: readonly string[]): void {
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) {
    throw invalid(`aws: prefixed tag key names are not allowed for external use. The key is "${reserved}".`);
  }
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) throw invalid(`Duplicate tag keys found. The key "${twice}" is given twice.`);
}
