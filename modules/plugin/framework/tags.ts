import { attr } from '../schema/attributes/attr';
import { types } from '../schema/types/types';

/**
 * A resource that takes the provider's default tags. Its schema has an attribute `tags`, a map of strings that the
 * practitioner sets, and `tags_all`, made by {@link tagsAll}.
 */
export interface Taggable<Configured> {
  /**
   * The default tags of the configured provider; the resource's own `tags` override them. Must return the same result
   * every time.
   */
  defaultTags(configured: Configured): Readonly<Record<string, string>>;
}

/**
 * The attribute `tags_all`: default tags overridden by the resource's own. The framework plans it for a resource with
 * `taggable`. It is known as soon as both are, so a changed default, or a tag that `read` found changed, is an update.
 * Send the service `planned.tags_all`, and let `read` return the actual tags.
 */
export function tagsAll() {
  return attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All tags: the provider’s default tags and, over them, `tags`.',
  });
}
