import type * as Iam from '@aws-sdk/client-iam';
import { ServiceFault } from '../../ports/service';
import type { Operations } from '../../ports/service';
import type { Store } from '../../store/store';
import { inOrder } from '../paging';
import { iamPage } from './iam-page';
import { parsePolicy } from '../../policies/policy-document';
import { PolicyTable } from './policy-table';
import { encodeDocument, RoleTable } from './role-record';
import type { RoleRecord } from './role-record';

const MAX_ATTACHED = 10;

/** Writes inline policies of roles, and attaches managed policies to them. */
export function rolePolicyOperations(store: Store): Operations {
  const roles = new RoleTable(store);
  const policies = new PolicyTable(store);
  const change = (name: string, edit: (role: RoleRecord) => RoleRecord): void => {
    store.transaction(() => roles.put(edit(roles.get(name))));
  };
  return {
    PutRolePolicy: (input: Iam.PutRolePolicyRequest): void => {
      const document = input.PolicyDocument ?? '';
      parsePolicy(document, 'identity', 'MalformedPolicyDocumentException');
      change(input.RoleName ?? '', (role) => ({
        ...role,
        inline: { ...role.inline, [input.PolicyName ?? '']: document },
      }));
    },
    GetRolePolicy: (input: Iam.GetRolePolicyRequest): Iam.GetRolePolicyResponse => {
      const document = roles.get(input.RoleName ?? '').inline[input.PolicyName ?? ''];
      if (document === undefined) throw noInline(input.PolicyName ?? '');
      return {
        RoleName: input.RoleName,
        PolicyName: input.PolicyName,
        PolicyDocument: encodeDocument(document),
      };
    },
    ListRolePolicies: (input: Iam.ListRolePoliciesRequest): Iam.ListRolePoliciesResponse => {
      const names = Object.keys(roles.get(input.RoleName ?? '').inline);
      const { items, paging } = iamPage(inOrder(names, { placeOf: (name) => name }), input);
      return { PolicyNames: items, ...paging };
    },
    DeleteRolePolicy: (input: Iam.DeleteRolePolicyRequest): void =>
      change(input.RoleName ?? '', (role) => {
        const { [input.PolicyName ?? '']: gone, ...inline } = role.inline;
        if (gone === undefined) throw noInline(input.PolicyName ?? '');
        return { ...role, inline };
      }),
    AttachRolePolicy: (input: Iam.AttachRolePolicyRequest): void =>
      change(input.RoleName ?? '', (role) => {
        const arn = input.PolicyArn ?? '';
        if (!policies.isAttachable(arn)) {
          throw new ServiceFault(
            'NoSuchEntityException',
            `Policy ${arn} does not exist or is not attachable.`,
          );
        }
        if (role.attached.includes(arn)) return role;
        if (role.attached.length >= MAX_ATTACHED) {
          throw new ServiceFault(
            'LimitExceededException',
            `Cannot exceed quota for PoliciesPerRole: ${String(MAX_ATTACHED)}`,
          );
        }
        return { ...role, attached: [...role.attached, arn] };
      }),
    DetachRolePolicy: (input: Iam.DetachRolePolicyRequest): void =>
      change(input.RoleName ?? '', (role) => {
        if (!role.attached.includes(input.PolicyArn ?? '')) {
          throw new ServiceFault('NoSuchEntityException', `Policy ${input.PolicyArn ?? ''} was not found.`);
        }
        return { ...role, attached: role.attached.filter((arn) => arn !== input.PolicyArn) };
      }),
    ListAttachedRolePolicies: (
      input: Iam.ListAttachedRolePoliciesRequest,
    ): Iam.ListAttachedRolePoliciesResponse => {
      const attached = roles.get(input.RoleName ?? '').attached.map((arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
        PolicyArn: arn,
      }));
      const { items, paging } = iamPage(inOrder(attached, { placeOf: (policy) => policy.PolicyArn }), input);
      return { AttachedPolicies: items, ...paging };
    },
  };
}

const noInline = (name: string): ServiceFault =>
  new ServiceFault('NoSuchEntityException', `The role policy with name ${name} cannot be found.`);
