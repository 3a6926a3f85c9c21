import { classifyErrors, changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import type { ListedContent } from '../listed-content';
import { carries, listTags, toTagList } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';

/** A model that can be served. Its name carries a hash of the rest, so a name in use is a model that matches. */
export interface DesiredModel {
  readonly name: string;
  readonly roleArn: string;
  readonly image: string;
  readonly modelDataUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

/** Makes sure that the model exists. Creating one that is there already is a success. */
export async function ensureModel(
  session: AwsSession,
  desired: DesiredModel,
  signal: AbortSignal,
): Promise<void> {
  if ((await describeModel(session, desired.name, signal)) !== undefined) return;
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`create model "${desired.name}"`, () =>
      once.send(
        new sdk.CreateModelCommand({
          ModelName: desired.name,
          ExecutionRoleArn: desired.roleArn,
          PrimaryContainer: {
            Image: desired.image,
            ModelDataUrl: desired.modelDataUrl,
            ...(Object.keys(desired.environment).length > 0 && { Environment: { ...desired.environment } }),
          },
          Tags: toTagList(desired.tags),
        }),
        { abortSignal: signal },
      ),
    );
  } catch (error) {
    if (!isAwsError(error, 'name taken')) throw error;
  }
}

/** What a model serves, or `undefined` when there is none of that name. */
export async function describeModel(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<(Omit<DesiredModel, 'tags'> & { readonly arn: string }) | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe model "${name}"`, () =>
      client.send(new sdk.DescribeModelCommand({ ModelName: name }), { abortSignal: signal }),
    );
    return {
      name,
      arn: answer.ModelArn ?? '',
      roleArn: answer.ExecutionRoleArn ?? '',
      image: answer.PrimaryContainer?.Image ?? '',
      modelDataUrl: answer.PrimaryContainer?.ModelDataUrl ?? '',
      environment: answer.PrimaryContainer?.Environment ?? {},
    };
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}

/** Deletes the model if it carries every one of the tags. Gone already, or made for something else, is a success. */
export async function deleteModel(
  session: AwsSession,
  removal: { readonly name: string; readonly carrying: Tags },
  signal: AbortSignal,
): Promise<void> {
  const seen = await describeModel(session, removal.name, signal);
  if (seen === undefined) return;
  if (!carries(await listTags(session, seen.arn, signal), removal.carrying)) return;
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`delete model "${removal.name}"`, () =>
      once.send(new sdk.DeleteModelCommand({ ModelName: removal.name }), { abortSignal: signal }),
    );
  } catch (error) {
    if (!isAwsError(error, 'absent')) throw error;
  }
}

/** Every one whose name contains a text, all pages. */
export async function listModels(
  session: AwsSession,
  contains: string,
  signal: AbortSignal,
): Promise<readonly ListedContent[]> {
  const { client, sdk } = session.sageMaker();
  const listed: ListedContent[] = [];
  let next: string | undefined;
  do {
    await session.listing.acquire(signal);
    const page = await classifyErrors(`list models named "${contains}"`, () =>
      client.send(new sdk.ListModelsCommand({ NameContains: contains, MaxResults: 100, NextToken: next }), {
        abortSignal: signal,
      }),
    );
    for (const { ModelName: name, CreationTime: created } of page.Models ?? []) {
      if (name !== undefined) listed.push({ name, createdAtMs: created?.getTime() ?? Infinity });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return listed;
}
