import { changing } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';

/** Tag keys and values. */
export type Tags = Readonly<Record<string, string>>;

/** Returns all tags of a SageMaker object except AWS's own (`aws:`), which cannot be changed. */
export async function listTags(session: AwsSession, arn: string, signal: AbortSignal): Promise<Tags> {
  const { client, sdk } = session.sageMaker();
  const tags: Record<string, string> = {};
  const reading = { doing: `list the tags of ${arn}`, signal, isPaced: false };
  for await (const { Tags: page = [] } of pagesOf(session, reading, (asked, options) =>
    client.send(new sdk.ListTagsCommand({ ...asked, ResourceArn: arn }), options),
  )) {
    for (const { Key, Value } of page) {
      if (Key !== undefined && !Key.startsWith('aws:')) tags[Key] = Value ?? '';
    }
  }
  return tags;
}

/** Returns true if every wanted tag exists with its value. */
export function carries(observed: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([key, value]) => observed[key] === value);
}

/** Returns the tags to write and to remove to get from one set to the other. */
export function tagChanges(observed: Tags, desired: Tags): { readonly set: Tags; readonly remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(desired).filter(([key, value]) => observed[key] !== value)),
    remove: Object.keys(observed).filter((key) => desired[key] === undefined),
  };
}

/** Sets exactly the desired tags on the object. Sends no request if they are already set. */
export async function syncTags(
  session: AwsSession,
  arn: string,
  change: { readonly observed: Tags; readonly desired: Tags; readonly signal: AbortSignal },
): Promise<void> {
  const { set, remove } = tagChanges(change.observed, change.desired);
  const { once, sdk } = session.sageMaker();
  const options = { abortSignal: change.signal };
  if (remove.length > 0) {
    await changing(`remove tags from ${arn}`, () =>
      once.send(new sdk.DeleteTagsCommand({ ResourceArn: arn, TagKeys: remove }), options),
    );
  }
  if (Object.keys(set).length > 0) {
    await changing(`tag ${arn}`, () =>
      once.send(new sdk.AddTagsCommand({ ResourceArn: arn, Tags: toTagList(set) }), options),
    );
  }
}

/** Returns the tags as the API's list, sorted by key so that equal tags give equal requests. */
export function toTagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}
