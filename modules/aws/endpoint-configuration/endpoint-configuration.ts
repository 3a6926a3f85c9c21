import { classifyErrors, changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import type { ListedContent } from '../listed-content';
import { carries, listTags, toTagList } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';

/** One production variant of one model. The name carries a hash of the rest. */
export interface DesiredEndpointConfiguration {
  readonly name: string;
  readonly modelName: string;
  readonly variantName: string;
  readonly instanceType: string;
  readonly initialInstanceCount: number;
  readonly tags: Tags;
}

/** Makes sure that the configuration exists. Creating one that is there already is a success. */
export async function ensureEndpointConfiguration(
  session: AwsSession,
  desired: DesiredEndpointConfiguration,
  signal: AbortSignal,
): Promise<void> {
  if ((await describeEndpointConfiguration(session, desired.name, signal)) !== undefined) return;
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`create endpoint configuration "${desired.name}"`, () =>
      once.send(
        new sdk.CreateEndpointConfigCommand({
          EndpointConfigName: desired.name,
          ProductionVariants: [
            {
              VariantName: desired.variantName,
              ModelName: desired.modelName,
              InstanceType: desired.instanceType as 'ml.m5.large',
              InitialInstanceCount: desired.initialInstanceCount,
              InitialVariantWeight: 1,
            },
          ],
          Tags: toTagList(desired.tags),
        }),
        { abortSignal: signal },
      ),
    );
  } catch (error) {
    if (!isAwsError(error, 'name taken')) throw error;
  }
}

/** What a configuration serves, or `undefined` when there is none of that name. */
export async function describeEndpointConfiguration(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<(Omit<DesiredEndpointConfiguration, 'tags'> & { readonly arn: string }) | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe endpoint configuration "${name}"`, () =>
      client.send(new sdk.DescribeEndpointConfigCommand({ EndpointConfigName: name }), {
        abortSignal: signal,
      }),
    );
    const variant = answer.ProductionVariants?.[0];
    return {
      name,
      arn: answer.EndpointConfigArn ?? '',
      modelName: variant?.ModelName ?? '',
      variantName: variant?.VariantName ?? '',
      instanceType: variant?.InstanceType ?? '',
      initialInstanceCount: variant?.InitialInstanceCount ?? 0,
    };
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}

/** Deletes the configuration if it carries every one of the tags. Gone already, or made for something else, is a success. */
export async function deleteEndpointConfiguration(
  session: AwsSession,
  removal: { readonly name: string; readonly carrying: Tags },
  signal: AbortSignal,
): Promise<void> {
  const seen = await describeEndpointConfiguration(session, removal.name, signal);
  if (seen === undefined) return;
  if (!carries(await listTags(session, seen.arn, signal), removal.carrying)) return;
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`delete endpoint configuration "${removal.name}"`, () =>
      once.send(new sdk.DeleteEndpointConfigCommand({ EndpointConfigName: removal.name }), {
        abortSignal: signal,
      }),
    );
  } catch (error) {
    if (!isAwsError(error, 'absent')) throw error;
  }
}

/** Every one whose name contains a text, all pages. */
export async function listEndpointConfigurations(
  session: AwsSession,
  contains: string,
  signal: AbortSignal,
): Promise<readonly ListedContent[]> {
  const { client, sdk } = session.sageMaker();
  const listed: ListedContent[] = [];
  let next: string | undefined;
  do {
    await session.listing.acquire(signal);
    const page = await classifyErrors(`list endpoint configurations named "${contains}"`, () =>
      client.send(
        new sdk.ListEndpointConfigsCommand({ NameContains: contains, MaxResults: 100, NextToken: next }),
        {
          abortSignal: signal,
        },
      ),
    );
    for (const { EndpointConfigName: name, CreationTime: created } of page.EndpointConfigs ?? []) {
      if (name !== undefined) listed.push({ name, createdAtMs: created?.getTime() ?? Infinity });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return listed;
}
