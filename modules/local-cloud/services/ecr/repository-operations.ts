import type * as Ecr from '@aws-sdk/client-ecr';
import { inOrder, pageOf } from '../paging';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import { mergeTags, withoutTags } from '../tags';
import type { EcrDependencies } from './ecr-dependencies';
import { describeRepository } from './repository-table';
import type { RepositoryRecord } from './repository-table';

const TAG_CODES = { limit: 'TooManyTagsException', invalid: 'InvalidTagParameterException' };

/** Creates, reads and deletes repositories, their settings and tags. */
export function repositoryOperations(dependencies: EcrDependencies): Operations {
  const { store, repositories, images, blobs } = dependencies;
  const change = (
    name: string | undefined,
    call: Call,
    edit: (record: RepositoryRecord) => RepositoryRecord,
  ): RepositoryRecord =>
    store.transaction(() => {
      const changed = edit(repositories.get(name ?? '', call.account));
      repositories.put(changed);
      return changed;
    });
  const changeTags = (
    arn: string | undefined,
    call: Call,
    edit: (tags: readonly Ecr.Tag[]) => Ecr.Tag[],
  ): object => {
    const { name } = repositories.getByArn(arn ?? '', call.account);
    change(name, call, (record) => ({ ...record, tags: edit(record.tags) }));
    return {};
  };
  return {
    CreateRepository: (input: Ecr.CreateRepositoryRequest, call: Call): Ecr.CreateRepositoryResponse => {
      const record = newRepository(input, call);
      store.transaction(() => {
        if (repositories.find(record.name) !== undefined) {
          const reason = `The repository with name '${record.name}' already exists in the registry with id '${call.account}'`;
          throw new ServiceFault('RepositoryAlreadyExistsException', reason);
        }
        repositories.put(record);
      });
      return { repository: describeRepository(record, call.endpointUrl) };
    },
    DescribeRepositories: (
      input: Ecr.DescribeRepositoriesRequest,
      call: Call,
    ): Ecr.DescribeRepositoriesResponse => {
      const describe = (record: RepositoryRecord): Ecr.Repository =>
        describeRepository(record, call.endpointUrl);
      // ECR answers a request for repositories by name in one page (ECR API Reference, DescribeRepositories).
      if (input.repositoryNames !== undefined) {
        const named = input.repositoryNames.map((name) => repositories.get(name, call.account));
        return { repositories: named.map(describe) };
      }
      const page = pageOf(inOrder(repositories.all(), { placeOf: (record) => record.name }), {
        limit: input.maxResults ?? 100,
        token: input.nextToken,
        invalidTokenCode: 'InvalidParameterException',
      });
      return { repositories: page.items.map(describe), nextToken: page.nextToken };
    },
    DeleteRepository: (input: Ecr.DeleteRepositoryRequest, call: Call): Ecr.DeleteRepositoryResponse => {
      const record = store.transaction(() => {
        const found = repositories.get(input.repositoryName ?? '', call.account);
        if (input.force !== true && !images.isEmpty(found.name)) {
          const reason =
            `The repository with name '${found.name}' in registry with id '${call.account}' ` +
            'cannot be deleted because it still contains images';
          throw new ServiceFault('RepositoryNotEmptyException', reason);
        }
        images.removeAll(found.name);
        repositories.remove(found.name);
        return found;
      });
      blobs.release(record.name);
      return { repository: describeRepository(record, call.endpointUrl) };
    },
    PutImageTagMutability: (
      input: Ecr.PutImageTagMutabilityRequest,
      call: Call,
    ): Ecr.PutImageTagMutabilityResponse => {
      const record = change(input.repositoryName, call, (current) => ({
        ...current,
        tagMutability: input.imageTagMutability ?? 'MUTABLE',
        mutabilityExclusions: exclusionsOf(input.imageTagMutabilityExclusionFilters),
      }));
      return {
        registryId: record.registryId,
        repositoryName: record.name,
        imageTagMutability: record.tagMutability,
        ...(input.imageTagMutabilityExclusionFilters === undefined
          ? {}
          : { imageTagMutabilityExclusionFilters: input.imageTagMutabilityExclusionFilters }),
      };
    },
    PutImageScanningConfiguration: (
      input: Ecr.PutImageScanningConfigurationRequest,
      call: Call,
    ): Ecr.PutImageScanningConfigurationResponse => {
      const scanOnPush = input.imageScanningConfiguration?.scanOnPush ?? false;
      const record = change(input.repositoryName, call, (current) => ({ ...current, scanOnPush }));
      return {
        registryId: record.registryId,
        repositoryName: record.name,
        imageScanningConfiguration: { scanOnPush },
      };
    },
    TagResource: (input: Ecr.TagResourceRequest, call: Call) =>
      changeTags(input.resourceArn, call, (tags) => mergeTags(tags, input.tags ?? [], TAG_CODES)),
    UntagResource: (input: Ecr.UntagResourceRequest, call: Call) =>
      changeTags(input.resourceArn, call, (tags) => withoutTags(tags, input.tagKeys ?? [])),
    ListTagsForResource: (
      input: Ecr.ListTagsForResourceRequest,
      call: Call,
    ): Ecr.ListTagsForResourceResponse => ({
      tags: [...repositories.getByArn(input.resourceArn ?? '', call.account).tags],
    }),
  };
}

function newRepository(input: Ecr.CreateRepositoryRequest, call: Call): RepositoryRecord {
  const name = input.repositoryName ?? '';
  const encryption = input.encryptionConfiguration;
  return {
    name,
    arn: `arn:aws:ecr:${call.region}:${call.account}:repository/${name}`,
    registryId: call.account,
    createdAt: call.now,
    tagMutability: input.imageTagMutability ?? 'MUTABLE',
    mutabilityExclusions: exclusionsOf(input.imageTagMutabilityExclusionFilters),
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    encryptionType: encryption?.encryptionType ?? 'AES256',
    ...(encryption?.kmsKey === undefined ? {} : { kmsKey: encryption.kmsKey }),
    tags: mergeTags([], input.tags ?? [], TAG_CODES),
  };
}

const exclusionsOf = (
  filters: readonly Ecr.ImageTagMutabilityExclusionFilter[] | undefined,
): readonly string[] => (filters ?? []).flatMap((filter) => filter.filter ?? []);
