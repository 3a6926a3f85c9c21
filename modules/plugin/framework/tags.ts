import { attr } from '../schema/attr';
import { types } from '../schema/types';

/**
 * A resource that takes the provider's default tags. Its schema has an attribute `tags`, a map of strings that the
 * practitioner sets, and `tags_all`, made by {@link tagsAll}.
 */
export interface Taggable<Configured> {
  /** The default tags of the configured provider; the resource's own `tags` win. The same answer every time it is asked. */
  defaultTags(configured: Configured): Readonly<Record<string, string>>;
}

/**
 * The attribute `tags_all`: default tags with the resource's own over them. The framework plans it for a resource that
 * has `taggable`: known as soon as both are, so a default that changed, or a tag that `read` found changed, is an update.
 * Give the service `planned.tags_all`, and let `read` answer the tags that are really there.
 */
export function tagsAll() {
  return attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All tags: the provider’s default tags and, over them, `tags`.',
  });
}
