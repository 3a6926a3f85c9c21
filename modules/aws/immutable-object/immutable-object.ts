import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { changing, classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession, LoadedClient } from '../client-factory';
import { listObjects } from '../list-objects';
import type { ListedKind } from '../list-objects';
import { carries, listTags } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';

/** An object in a listing. */
export interface ListedContent {
  readonly name: string;
  /** Milliseconds since the epoch; `Infinity` (newer than everything) if the service does not say. */
  readonly createdAtMs: number;
}

interface Named {
  readonly name: string;
  readonly tags: Tags;
}

/** An object's description: the requested properties without the tags, which need a separate call by ARN. */
export type Described<Desired extends Named> = Omit<Desired, 'tags'> & { readonly arn: string };

type Sdk = LoadedClient<SageMakerClient>['sdk'];
interface Options {
  readonly abortSignal: AbortSignal;
}

/** The three requests of one kind of object. Each sends the request and returns the service's response. */
export interface ImmutableKind<Desired extends Named> {
  /** As in "create model". */
  readonly noun: Extract<ListedKind, 'model' | 'endpoint configuration'>;
  create(client: SageMakerClient, sdk: Sdk, desired: Desired, options: Options): Promise<unknown>;
  describe(client: SageMakerClient, sdk: Sdk, name: string, options: Options): Promise<Described<Desired>>;
  delete(client: SageMakerClient, sdk: Sdk, name: string, options: Options): Promise<unknown>;
}

/**
 * Access to immutable objects: models and endpoint configurations. Their names contain a hash of their content, so an
 * existing object with the name matches.
 */
export class ImmutableObjects<Desired extends Named> {
  private readonly kind: ImmutableKind<Desired>;

  constructor(kind: ImmutableKind<Desired>) {
    this.kind = kind;
  }

  /** Creates the object. Succeeds if it already exists. */
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

  /** Returns the content of an object, or `undefined` if it does not exist. */
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

  /** Deletes the object if it carries all the tags. Succeeds without a deletion if it does not exist or has other tags. */
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

  /** Returns all objects whose name contains a text, from all pages. */
  async list(session: AwsSession, contains: string, signal: AbortSignal): Promise<readonly ListedContent[]> {
    const listed = await listObjects(session, { kind: this.kind.noun, nameContains: contains }, signal);
    return listed.map(({ name, created }) => ({ name, createdAtMs: created?.getTime() ?? Infinity }));
  }
}
