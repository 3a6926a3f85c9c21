import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { changing, classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession, LoadedClient } from '../client-factory';
import { listObjects } from '../list-objects';
import type { ListedKind } from '../list-objects';
import { allTags, splitObjectId, youngestId } from '../tags/object-id';
import type { ObjectId } from '../tags/object-id';
import { TAG_KEYS } from '../tags/ownership';
import { carries, listTags, syncTags } from '../tags/sync-tags';
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
  /** The Terraform object that takes it over or creates it. */
  readonly objectId: ObjectId;
}

/** An object's description: the requested properties without the tags, which need a separate call by ARN. */
export type Described<Desired extends Named> = Omit<Desired, 'tags' | 'objectId'> & { readonly arn: string };

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

  /** Creates the object, or takes over an existing one. */
  async ensure(session: AwsSession, desired: Desired, signal: AbortSignal): Promise<void> {
    const present = await this.describe(session, desired.name, signal);
    if (present !== undefined) {
      await takeOver(session, present.arn, desired, signal);
      return;
    }
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

  /**
   * Deletes the object if it carries all the tags and is no other Terraform object's. Succeeds without a deletion
   * otherwise, and if it does not exist.
   */
  async delete(
    session: AwsSession,
    removal: {
      readonly name: string;
      readonly carrying: Tags;
      /** Whether what carries the id is another Terraform object's. */
      readonly isAnothers: (objectId: ObjectId | undefined) => boolean;
    },
    signal: AbortSignal,
  ): Promise<void> {
    const seen = await this.describe(session, removal.name, signal);
    if (seen === undefined) return;
    const { tags, objectId } = splitObjectId(await listTags(session, seen.arn, signal));
    if (!carries(tags, removal.carrying) || removal.isAnothers(objectId)) return;
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

/** Writes the id of the Terraform object on an existing object of the same owner, whose other tags stay. */
async function takeOver(
  session: AwsSession,
  arn: string,
  { tags, objectId }: Named,
  signal: AbortSignal,
): Promise<void> {
  const seen = splitObjectId(await listTags(session, arn, signal));
  if (seen.tags[TAG_KEYS.owner] !== tags[TAG_KEYS.owner]) return;
  const desired = allTags({ tags: seen.tags, objectId: youngestId(objectId, seen.objectId) });
  await syncTags(session, arn, { observed: allTags(seen), desired, signal });
}
