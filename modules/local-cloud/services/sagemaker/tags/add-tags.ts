import type { Tag } from '@aws-sdk/client-sagemaker';
import type { ResourceTags } from '../../../jobs/resource-tags';
import { checkTagKeys } from './check-tag-keys';
import { invalid } from '../rejections';

const MOST_TAGS = 50;

/** Adds tags, replacing those of the same key. Returns all of them. Rejects what SageMaker rejects. */
export function addTags(tags: ResourceTags, arn: string, added: readonly Tag[]): readonly Tag[] {
  checkTagKeys(added.map(({ Key: key = '' }) => key));
  const byKey = new Map([...tags.get(arn), ...added].map((tag) => [tag.Key, tag]));
  if (byKey.size > MOST_TAGS) {
    throw invalid(`The number of tags on ${arn} would exceed the limit of ${String(MOST_TAGS)}.`);
  }
  const all = [...byKey.values()];
  if (added.length > 0) tags.set(arn, all);
  return all;
}
