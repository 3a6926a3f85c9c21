import type { Tag } from '@aws-sdk/client-sagemaker';
import type { Collection, Store } from '../store/store';

/** Tags by the ARN of their resource. */
export class ResourceTags {
  private readonly tags: Collection<readonly Tag[]>;

  constructor(store: Store) {
    this.tags = store.collection('sagemaker/tags');
  }

  get(arn: string): readonly Tag[] {
    return this.tags.get(arn.toLowerCase()) ?? [];
  }

  /** Sets all tags of a resource. */
  set(arn: string, tags: readonly Tag[]): void {
    if (tags.length > 0) this.tags.put(arn.toLowerCase(), tags);
    else this.forget(arn);
  }

  forget(arn: string): void {
    this.tags.remove(arn.toLowerCase());
  }
}
