import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { changing, classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession, LoadedClient } from '../client-factory';
import { carries, listTags } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';

/** What a listing tells of an object. */
export interface ListedContent {
  readonly name: string;
  /** Milliseconds since the epoch; `Infinity`, younger than everything, when the service does not say. */
  readonly createdAtMs: number;
}

interface Named {
  readonly name: string;
  readonly tags: Tags;
}

/** What the service says of an object: all that was asked for but its tags, which are asked for by the ARN. */
export type Described<Desired extends Named> = Omit<Desired, 'tags'> & { readonly arn: string };

type Sdk = LoadedClient<SageMakerClient>['sdk'];
type Options = { readonly abortSignal: AbortSignal };

/** The four requests of one kind of object. Each sends, and answers what the service answered. */
export interface ImmutableKind<Desired extends Named> {
  /** As in "create model". */
  readonly noun: string;
  create(client: SageMakerClient, sdk: Sdk, desired: Desired, options: Options): Promise<unknown>;
  describe(client: SageMakerClient, sdk: Sdk, name: string, options: Options): Promise<Described<Desired>>;
  delete(client: SageMakerClient, sdk: Sdk, name: string, options: Options): Promise<unknown>;
  list(
    client: SageMakerClient,
    sdk: Sdk,
    page: {
      readonly NameContains: string;
      readonly MaxResults: number;
      readonly NextToken: string | undefined;
    },
    options: Options,
  ): Promise<{
    readonly listed: readonly { readonly name: string | undefined; readonly created: Date | undefined }[];
    readonly next: string | undefined;
  }>;
}

/**
 * Objects that nobody can change: models and endpoint configurations. Their names carry a hash of the rest, so a name in use
 * is an object that matches.
 */
export class ImmutableObjects<Desired extends Named> {
  private readonly kind: ImmutableKind<Desired>;

  constructor(kind: ImmutableKind<Desired>) {
    this.kind = kind;
  }

  /** Makes sure that the object exists. Creating one that is there already is a success. */
  async ensure(session: AwsSession, desired: Desired, signal: AbortSignal): Promise<void> {
    if ((await this.describe(session, desired.name, signal)) !== undefined) return;
    const { once, sdk } = session.sageMaker();
    try {
      await changing(`create ${this.kind.noun} "${desired.name}"`, () =>
        this.kind.create(once, sdk, desired, { abortSignal: signal }),
      );
    } catch (error) {
      if (!isAwsError(error, 'name taken')) throw error;
    }
  }

  /** What an object is made of, or `undefined` when there is none of that name. */
  async describe(
    session: AwsSession,
    name: string,
    signal: AbortSignal,
  ): Promise<Described<Desired> | undefined> {
    const { client, sdk } = session.sageMaker();
    try {
      return await classifyErrors(`describe ${this.kind.noun} "${name}"`, () =>
        this.kind.describe(client, sdk, name, { abortSignal: signal }),
      );
    } catch (error) {
      if (isAwsError(error, 'absent')) return undefined;
      throw error;
    }
  }

  /** Deletes the object if it carries every one of the tags. Gone already, or made for something else, is a success. */
  async delete(
    session: AwsSession,
    removal: { readonly name: string; readonly carrying: Tags },
    signal: AbortSignal,
  ): Promise<void> {
    const seen = await this.describe(session, removal.name, signal);
    if (seen === undefined) return;
    if (!carries(await listTags(session, seen.arn, signal), removal.carrying)) return;
    const { once, sdk } = session.sageMaker();
    try {
      await changing(`delete ${this.kind.noun} "${removal.name}"`, () =>
        this.kind.delete(once, sdk, removal.name, { abortSignal: signal }),
      );
    } catch (error) {
      if (!isAwsError(error, 'absent')) throw error;
    }
  }

  /** Every one whose name contains a text, all pages. */
  async list(session: AwsSession, contains: string, signal: AbortSignal): Promise<readonly ListedContent[]> {
    const { client, sdk } = session.sageMaker();
    const all: ListedContent[] = [];
    let next: string | undefined;
    do {
      await session.listing.acquire(signal);
      const page = await classifyErrors(`list ${this.kind.noun}s named "${contains}"`, () =>
        this.kind.list(
          client,
          sdk,
          { NameContains: contains, MaxResults: 100, NextToken: next },
          { abortSignal: signal },
        ),
      );
      for (const { name, created } of page.listed) {
        if (name !== undefined) all.push({ name, createdAtMs: created?.getTime() ?? Infinity });
      }
      next = page.next;
    } while (next !== undefined);
    return all;
  }
}
