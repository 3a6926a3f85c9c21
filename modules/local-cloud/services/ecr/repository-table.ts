import type { ImageTagMutability, Repository, Tag } from '@aws-sdk/client-ecr';
import { ServiceFault } from '../../ports/service';
import type { Collection, Store } from '../../store/store';

/** The record of a repository. */
export interface RepositoryRecord {
  readonly name: string;
  readonly arn: string;
  /** The account. */
  readonly registryId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly tagMutability: ImageTagMutability;
  /** Patterns of tags to which the repository's setting does not apply. */
  readonly mutabilityExclusions: readonly string[];
  readonly scanOnPush: boolean;
  readonly encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE';
  readonly kmsKey?: string;
  readonly tags: readonly Tag[];
  readonly lifecyclePolicy?: { readonly text: string; readonly setAt: number };
  readonly repositoryPolicy?: string;
}

/** The repositories of the account by name. */
export class RepositoryTable {
  private readonly records: Collection<RepositoryRecord>;

  constructor(store: Store) {
    this.records = store.collection('ecr/repositories');
  }

  find(name: string): RepositoryRecord | undefined {
    return this.records.get(name);
  }

  get(name: string, account: string): RepositoryRecord {
    const record = this.find(name);
    if (record === undefined) {
      const reason = `The repository with name '${name}' does not exist in the registry with id '${account}'`;
      throw new ServiceFault('RepositoryNotFoundException', reason);
    }
    return record;
  }

  getByArn(arn: string, account: string): RepositoryRecord {
    return this.get(/:repository\/(.+)$/.exec(arn)?.[1] ?? arn, account);
  }

  put(record: RepositoryRecord): void {
    this.records.put(record.name, record);
  }

  remove(name: string): void {
    this.records.remove(name);
  }

  all(): readonly RepositoryRecord[] {
    return [...this.records.list()].map(([, record]) => record);
  }
}

/** Returns the repository as the API shows it. Its URI is an address of the local cloud itself, so that pushes reach it. */
export function describeRepository(record: RepositoryRecord, endpointUrl: string): Repository {
  return {
    repositoryArn: record.arn,
    registryId: record.registryId,
    repositoryName: record.name,
    repositoryUri: `${new URL(endpointUrl).host}/${record.name}`,
    createdAt: new Date(record.createdAt),
    imageTagMutability: record.tagMutability,
    ...(record.mutabilityExclusions.length === 0
      ? {}
      : {
          imageTagMutabilityExclusionFilters: record.mutabilityExclusions.map((filter) => ({
            filterType: 'WILDCARD' as const,
            filter,
          })),
        }),
    imageScanningConfiguration: { scanOnPush: record.scanOnPush },
    encryptionConfiguration: {
      encryptionType: record.encryptionType,
      ...(record.kmsKey === undefined ? {} : { kmsKey: record.kmsKey }),
    },
  };
}

/** Returns whether a tag may move to another image. */
export function isTagMutable(record: RepositoryRecord, tag: string): boolean {
  const excluded = record.mutabilityExclusions.some((pattern) =>
    new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`).test(tag),
  );
  return record.tagMutability.startsWith('MUTABLE') !== excluded;
}
