import type { Random } from '../../../kernel';
import type * as Iam from '@aws-sdk/client-iam';
import { randomIdentifier } from '../identifiers';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import type { Store } from '../../store/store';
import { inOrder } from '../paging';
import { iamPage } from './iam-page';
import { parsePolicy } from '../../policies/policy-document';
import { describeRole, RoleTable } from './role-record';
import type { RoleRecord } from './role-record';
import { IAM_TAG_CODES, mergeTags, tagListing, withoutTags } from '../tags';

/** Creates, reads and deletes roles and their tags. */
export function roleOperations(store: Store, random: Random): Operations {
  const roles = new RoleTable(store);
  const change = (name: string, edit: (role: RoleRecord) => RoleRecord): void => {
    store.transaction(() => roles.put(edit(roles.get(name))));
  };
  return {
    CreateRole: (input: Iam.CreateRoleRequest, call: Call): Iam.CreateRoleResponse => {
      const trustPolicy = input.AssumeRolePolicyDocument ?? '';
      parsePolicy(trustPolicy, 'trust', 'MalformedPolicyDocumentException');
      const record = newRole(input, trustPolicy, { ...call, id: randomIdentifier(random, 'AROA', 17) });
      store.transaction(() => {
        if (roles.find(record.name) !== undefined) {
          throw new ServiceFault(
            'EntityAlreadyExistsException',
            `Role with name ${record.name} already exists.`,
          );
        }
        roles.put(record);
      });
      return { Role: describeRole(record) };
    },
    GetRole: (input: Iam.GetRoleRequest): Iam.GetRoleResponse => ({
      Role: describeRole(roles.get(input.RoleName ?? '')),
    }),
    ListRoles: (input: Iam.ListRolesRequest): Iam.ListRolesResponse => {
      const matching = roles.all().filter((role) => role.path.startsWith(input.PathPrefix ?? '/'));
      const { items, paging } = iamPage(
        inOrder(matching, { placeOf: (role) => role.name.toLowerCase() }),
        input,
      );
      return { Roles: items.map((role) => describeRole(role, { listing: true })), ...paging };
    },
    UpdateRole: (input: Iam.UpdateRoleRequest): Iam.UpdateRoleResponse => {
      change(input.RoleName ?? '', (role) => ({
        ...role,
        ...(input.Description === undefined ? {} : { description: input.Description }),
        ...(input.MaxSessionDuration === undefined ? {} : { maxSessionDuration: input.MaxSessionDuration }),
      }));
      return {};
    },
    UpdateRoleDescription: (input: Iam.UpdateRoleDescriptionRequest): Iam.UpdateRoleDescriptionResponse => {
      change(input.RoleName ?? '', (role) => ({ ...role, description: input.Description ?? '' }));
      return { Role: describeRole(roles.get(input.RoleName ?? '')) };
    },
    UpdateAssumeRolePolicy: (input: Iam.UpdateAssumeRolePolicyRequest): void => {
      const trustPolicy = input.PolicyDocument ?? '';
      parsePolicy(trustPolicy, 'trust', 'MalformedPolicyDocumentException');
      change(input.RoleName ?? '', (role) => ({ ...role, trustPolicy }));
    },
    DeleteRole: (input: Iam.DeleteRoleRequest): void => {
      store.transaction(() => {
        const role = roles.get(input.RoleName ?? '');
        if (role.attached.length > 0) {
          throw new ServiceFault(
            'DeleteConflictException',
            'Cannot delete entity, must detach all policies first.',
          );
        }
        if (Object.keys(role.inline).length > 0) {
          throw new ServiceFault(
            'DeleteConflictException',
            'Cannot delete entity, must delete policies first.',
          );
        }
        roles.remove(role.name);
      });
    },
    TagRole: (input: Iam.TagRoleRequest): void =>
      change(input.RoleName ?? '', (role) => ({
        ...role,
        tags: mergeTags(role.tags, input.Tags ?? [], IAM_TAG_CODES),
      })),
    UntagRole: (input: Iam.UntagRoleRequest): void =>
      change(input.RoleName ?? '', (role) => ({
        ...role,
        tags: withoutTags(role.tags, input.TagKeys ?? []),
      })),
    ListRoleTags: (input: Iam.ListRoleTagsRequest): Iam.ListRoleTagsResponse => {
      const { items, paging } = iamPage(tagListing(roles.get(input.RoleName ?? '').tags), input);
      return { Tags: items, ...paging };
    },
    // The local cloud has no instance profiles, so no role is in one.
    ListInstanceProfilesForRole: (
      input: Iam.ListInstanceProfilesForRoleRequest,
    ): Iam.ListInstanceProfilesForRoleResponse => {
      roles.get(input.RoleName ?? '');
      return { InstanceProfiles: [], IsTruncated: false };
    },
    PutRolePermissionsBoundary: (input: Iam.PutRolePermissionsBoundaryRequest): void =>
      change(input.RoleName ?? '', (role) => ({
        ...role,
        permissionsBoundary: input.PermissionsBoundary ?? '',
      })),
    DeleteRolePermissionsBoundary: (input: Iam.DeleteRolePermissionsBoundaryRequest): void =>
      change(input.RoleName ?? '', ({ permissionsBoundary: _gone, ...role }) => role),
  };
}

function newRole(
  input: Iam.CreateRoleRequest,
  trustPolicy: string,
  call: Pick<Call, 'account' | 'now'> & { readonly id: string },
): RoleRecord {
  const name = input.RoleName ?? '';
  const path = input.Path ?? '/';
  return {
    name,
    path,
    id: call.id,
    arn: `arn:aws:iam::${call.account}:role${path}${name}`,
    createdAt: Math.floor(call.now / 1000) * 1000,
    trustPolicy,
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.PermissionsBoundary === undefined ? {} : { permissionsBoundary: input.PermissionsBoundary }),
    tags: mergeTags([], input.Tags ?? [], IAM_TAG_CODES),
    inline: {},
    attached: [],
  };
}
