/**
 * The tag an image of this content gets: the first 24 characters of its content hash. An image packed without a
 * builder has other bytes than a built one, so it gets a tag of its own and can never sit where a built one belongs.
 */
export function imageTag(contentHash: string, how: 'built' | 'packed'): string {
  return `${how === 'packed' ? 'packed-' : ''}${contentHash.slice(0, 24)}`;
}
