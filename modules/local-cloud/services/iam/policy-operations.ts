import type { Random } from '../../../kernel';
import type * as Iam from '@aws-sdk/client-iam';
import { randomIdentifier } from '../identifiers';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import type { Store } from '../../store/store';
import { inOrder } from '../paging';
import { iamPage } from './iam-page';
import { parsePolicy } from '../../policies/policy-document';
import { describePolicy, describePolicyVersion } from './policy-record';
import type { PolicyRecord, PolicyVersionRecord } from './policy-record';
import { PolicyTable } from './policy-table';
import { RoleTable } from './role-record';
import { IAM_TAG_CODES, mergeTags, tagListing, withoutTags } from '../tags';

const MAX_VERSIONS = 5;

/** Creates, reads and deletes customer managed policies, their versions and tags. */
export function policyOperations(store: Store, random: Random): Operations {
  const policies = new PolicyTable(store);
  const roles = new RoleTable(store);
  const holders = (arn: string) => roles.all().filter((role) => role.attached.includes(arn));
  const describe = (record: PolicyRecord): Iam.Policy => describePolicy(record, holders(record.arn).length);
  const change = (arn: string, edit: (policy: PolicyRecord) => PolicyRecord): void => {
    store.transaction(() => policies.put(edit(policies.get(arn))));
  };
  const versionOf = (record: PolicyRecord, id: string): PolicyVersionRecord => {
    const version = record.versions.find((candidate) => candidate.id === id);
    if (version === undefined) {
      throw new ServiceFault('NoSuchEntityException', `Policy ${record.arn} version ${id} does not exist.`);
    }
    return version;
  };
  return {
    CreatePolicy: (input: Iam.CreatePolicyRequest, call: Call): Iam.CreatePolicyResponse => {
      const record = newPolicy(input, call, randomIdentifier(random, 'ANPA', 17));
      parsePolicy(input.PolicyDocument ?? '', 'identity', 'MalformedPolicyDocumentException');
      store.transaction(() => {
        if (policies.find(record.arn) !== undefined) {
          const reason = `A policy called ${record.name} already exists. Duplicate names are not allowed.`;
          throw new ServiceFault('EntityAlreadyExistsException', reason);
        }
        policies.put(record);
      });
      return { Policy: describe(record) };
    },
    GetPolicy: (input: Iam.GetPolicyRequest): Iam.GetPolicyResponse => ({
      Policy: describe(policies.get(input.PolicyArn ?? '')),
    }),
    ListPolicies: (input: Iam.ListPoliciesRequest): Iam.ListPoliciesResponse => {
      if (input.Scope === 'AWS') return { Policies: [], IsTruncated: false };
      const matching = policies
        .all()
        .filter((policy) => policy.path.startsWith(input.PathPrefix ?? '/'))
        .filter((policy) => input.OnlyAttached !== true || holders(policy.arn).length > 0);
      const { items, paging } = iamPage(inOrder(matching, { placeOf: (policy) => policy.arn }), input);
      return { Policies: items.map(describe), ...paging };
    },
    DeletePolicy: (input: Iam.DeletePolicyRequest): void =>
      store.transaction(() => {
        const policy = policies.get(input.PolicyArn ?? '');
        if (holders(policy.arn).length > 0) {
          throw new ServiceFault('DeleteConflictException', 'Cannot delete a policy attached to entities.');
        }
        if (policy.versions.length > 1) {
          const reason =
            'This policy has more than one version. Before you delete a policy, you must delete its versions.';
          throw new ServiceFault('DeleteConflictException', reason);
        }
        policies.remove(policy.arn);
      }),
    CreatePolicyVersion: (
      input: Iam.CreatePolicyVersionRequest,
      call: Call,
    ): Iam.CreatePolicyVersionResponse => {
      const document = input.PolicyDocument ?? '';
      parsePolicy(document, 'identity', 'MalformedPolicyDocumentException');
      return store.transaction(() => {
        const policy = policies.get(input.PolicyArn ?? '');
        if (policy.versions.length >= MAX_VERSIONS) {
          throw new ServiceFault(
            'LimitExceededException',
            `A managed policy can have up to ${String(MAX_VERSIONS)} versions.`,
          );
        }
        const version = { id: `v${String(policy.nextVersion)}`, document, createdAt: call.now };
        const changed: PolicyRecord = {
          ...policy,
          updatedAt: call.now,
          versions: [...policy.versions, version],
          nextVersion: policy.nextVersion + 1,
          defaultVersion: input.SetAsDefault === true ? version.id : policy.defaultVersion,
        };
        policies.put(changed);
        return { PolicyVersion: describePolicyVersion(changed, version) };
      });
    },
    GetPolicyVersion: (input: Iam.GetPolicyVersionRequest): Iam.GetPolicyVersionResponse => {
      const policy = policies.get(input.PolicyArn ?? '');
      return { PolicyVersion: describePolicyVersion(policy, versionOf(policy, input.VersionId ?? '')) };
    },
    ListPolicyVersions: (input: Iam.ListPolicyVersionsRequest): Iam.ListPolicyVersionsResponse => {
      const policy = policies.get(input.PolicyArn ?? '');
      const placeOf = (version: PolicyVersionRecord): number => Number(version.id.slice('v'.length));
      const { items, paging } = iamPage(inOrder(policy.versions, { placeOf, descending: true }), input);
      const listed = items.map((version) => {
        const { Document: _left, ...shown } = describePolicyVersion(policy, version);
        return shown;
      });
      return { Versions: listed, ...paging };
    },
    SetDefaultPolicyVersion: (input: Iam.SetDefaultPolicyVersionRequest, call: Call): void =>
      change(input.PolicyArn ?? '', (policy) => ({
        ...policy,
        updatedAt: call.now,
        defaultVersion: versionOf(policy, input.VersionId ?? '').id,
      })),
    DeletePolicyVersion: (input: Iam.DeletePolicyVersionRequest): void =>
      change(input.PolicyArn ?? '', (policy) => {
        const version = versionOf(policy, input.VersionId ?? '');
        if (version.id === policy.defaultVersion) {
          throw new ServiceFault('DeleteConflictException', 'Cannot delete the default version of a policy.');
        }
        return { ...policy, versions: policy.versions.filter((other) => other !== version) };
      }),
    ListEntitiesForPolicy: (input: Iam.ListEntitiesForPolicyRequest): Iam.ListEntitiesForPolicyResponse => {
      const policy = policies.get(input.PolicyArn ?? '');
      const { items, paging } = iamPage(
        inOrder(holders(policy.arn), { placeOf: (role) => role.name }),
        input,
      );
      const PolicyRoles = items.map((role) => ({ RoleName: role.name, RoleId: role.id }));
      return { PolicyRoles, PolicyUsers: [], PolicyGroups: [], ...paging };
    },
    TagPolicy: (input: Iam.TagPolicyRequest): void =>
      change(input.PolicyArn ?? '', (policy) => ({
        ...policy,
        tags: mergeTags(policy.tags, input.Tags ?? [], IAM_TAG_CODES),
      })),
    UntagPolicy: (input: Iam.UntagPolicyRequest): void =>
      change(input.PolicyArn ?? '', (policy) => ({
        ...policy,
        tags: withoutTags(policy.tags, input.TagKeys ?? []),
      })),
    ListPolicyTags: (input: Iam.ListPolicyTagsRequest): Iam.ListPolicyTagsResponse => {
      const { items, paging } = iamPage(tagListing(policies.get(input.PolicyArn ?? '').tags), input);
      return { Tags: items, ...paging };
    },
  };
}

function newPolicy(input: Iam.CreatePolicyRequest, call: Call, id: string): PolicyRecord {
  const name = input.PolicyName ?? '';
  const path = input.Path ?? '/';
  return {
    name,
    path,
    id,
    arn: `arn:aws:iam::${call.account}:policy${path}${name}`,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    createdAt: call.now,
    updatedAt: call.now,
    defaultVersion: 'v1',
    versions: [{ id: 'v1', document: input.PolicyDocument ?? '', createdAt: call.now }],
    nextVersion: 2,
    tags: mergeTags([], input.Tags ?? [], IAM_TAG_CODES),
  };
}
