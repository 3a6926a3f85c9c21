/**
 * Returns the tag of an image: the first 24 characters of its content hash. An image packed without a builder has other bytes
 * than a built one, so its tag has a prefix and never equals a built image's tag.
 */
export function imageTag(contentHash: string, how: 'built' | 'packed'): string {
  return `${how === 'packed' ? 'packed-' : ''}${contentHash.slice(0, 24)}`;
}
