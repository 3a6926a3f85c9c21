import type { Tag } from '@aws-sdk/client-sagemaker';
import type { Collection, Store } from '../../store/store';
import { checkTagKeys } from './check-tag-keys';
import { invalid } from './faults';

const MOST_TAGS = 50;

/** Tags by the ARN of what they are on. */
export class TagStore {
  private readonly tags: Collection<readonly Tag[]>;

  constructor(store: Store) {
    this.tags = store.collection('sagemaker/tags');
  }

  get(arn: string): readonly Tag[] {
    return this.tags.get(arn.toLowerCase()) ?? [];
  }

  /** Adds tags, replacing those of the same key. Answers all of them. Refuses what SageMaker refuses. */
  add(arn: string, added: readonly Tag[]): readonly Tag[] {
    checkTagKeys(added.map(({ Key: key = '' }) => key));
    const byKey = new Map([...this.get(arn), ...added].map((tag) => [tag.Key, tag]));
    if (byKey.size > MOST_TAGS) {
      throw invalid(`The number of tags on ${arn} would exceed the limit of ${String(MOST_TAGS)}.`);
    }
    const all = [...byKey.values()];
    if (all.length > 0) this.tags.put(arn.toLowerCase(), all);
    return all;
  }

  remove(arn: string, keys: readonly string[]): void {
    const kept = this.get(arn).filter((tag) => !keys.includes(tag.Key ?? ''));
    this.tags.put(arn.toLowerCase(), kept);
  }

  forget(arn: string): void {
    this.tags.remove(arn.toLowerCase());
  }
}
