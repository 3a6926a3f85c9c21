/** A tag key that every AWS service refuses. */
export interface RejectedTagKey {
  readonly key: string;
  /** `reserved`: it begins with `aws:`, in any case. `repeated`: it is given twice. */
  readonly problem: 'reserved' | 'repeated';
}

/** What AWS says about a reserved key, in all services but S3. */
export const RESERVED_TAG_KEY = 'aws: prefixed tag key names are not allowed for external use.';

/** Returns the first key of a request that AWS refuses; each service reports it with its own code and words. */
export function rejectedTagKey(
  keys: readonly string[],
  { ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): RejectedTagKey | undefined {
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) return { key: reserved, problem: 'reserved' };
  const same = (key: string): string => (ignoreCase ? key.toLowerCase() : key);
  const repeated = keys.find((key, at) => keys.findIndex((other) => same(other) === same(key)) !== at);
  return repeated === undefined ? undefined : { key: repeated, problem: 'repeated' };
}
