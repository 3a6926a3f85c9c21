import type * as Ecr from '@aws-sdk/client-ecr';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import { parsePolicy } from '../../policies/policy-document';
import type { EcrDependencies } from './ecr-dependencies';
import { checkLifecyclePolicy } from './lifecycle-policy';
import type { RepositoryRecord } from './repository-table';

/** Lifecycle and access policies of repositories. They are checked and stored unchanged. */
export function policyOperations(dependencies: EcrDependencies): Operations {
  const { store, repositories } = dependencies;
  const change = (
    name: string | undefined,
    call: Call,
    edit: (record: RepositoryRecord) => RepositoryRecord,
  ): { readonly registryId: string; readonly repositoryName: string } =>
    store.transaction(() => {
      const changed = edit(repositories.get(name ?? '', call.account));
      repositories.put(changed);
      return { registryId: changed.registryId, repositoryName: changed.name };
    });
  const lifecycleOf = (
    name: string | undefined,
    call: Call,
  ): { readonly text: string; readonly setAt: number } => {
    const record = repositories.get(name ?? '', call.account);
    if (record.lifecyclePolicy === undefined) {
      const reason = `Lifecycle policy does not exist for the repository with name '${record.name}' in the registry with id '${call.account}'`;
      throw new ServiceFault('LifecyclePolicyNotFoundException', reason);
    }
    return record.lifecyclePolicy;
  };
  const accessOf = (name: string | undefined, call: Call): string => {
    const record = repositories.get(name ?? '', call.account);
    if (record.repositoryPolicy === undefined) {
      const reason = `Repository policy does not exist for the repository with name '${record.name}' in the registry with id '${call.account}'`;
      throw new ServiceFault('RepositoryPolicyNotFoundException', reason);
    }
    return record.repositoryPolicy;
  };
  return {
    PutLifecyclePolicy: (
      input: Ecr.PutLifecyclePolicyRequest,
      call: Call,
    ): Ecr.PutLifecyclePolicyResponse => {
      const text = input.lifecyclePolicyText ?? '';
      repositories.get(input.repositoryName ?? '', call.account);
      checkLifecyclePolicy(text);
      const where = change(input.repositoryName, call, (record) => ({
        ...record,
        lifecyclePolicy: { text, setAt: call.now },
      }));
      return { ...where, lifecyclePolicyText: text };
    },
    GetLifecyclePolicy: (
      input: Ecr.GetLifecyclePolicyRequest,
      call: Call,
    ): Ecr.GetLifecyclePolicyResponse => ({
      registryId: call.account,
      repositoryName: input.repositoryName,
      lifecyclePolicyText: lifecycleOf(input.repositoryName, call).text,
    }),
    DeleteLifecyclePolicy: (
      input: Ecr.DeleteLifecyclePolicyRequest,
      call: Call,
    ): Ecr.DeleteLifecyclePolicyResponse => {
      const { text } = lifecycleOf(input.repositoryName, call);
      const where = change(input.repositoryName, call, ({ lifecyclePolicy: _gone, ...record }) => record);
      return { ...where, lifecyclePolicyText: text };
    },
    SetRepositoryPolicy: (
      input: Ecr.SetRepositoryPolicyRequest,
      call: Call,
    ): Ecr.SetRepositoryPolicyResponse => {
      const policyText = input.policyText ?? '';
      repositories.get(input.repositoryName ?? '', call.account);
      parsePolicy(policyText, 'resource', 'InvalidParameterException');
      const where = change(input.repositoryName, call, (record) => ({
        ...record,
        repositoryPolicy: policyText,
      }));
      return { ...where, policyText };
    },
    GetRepositoryPolicy: (
      input: Ecr.GetRepositoryPolicyRequest,
      call: Call,
    ): Ecr.GetRepositoryPolicyResponse => ({
      registryId: call.account,
      repositoryName: input.repositoryName,
      policyText: accessOf(input.repositoryName, call),
    }),
    DeleteRepositoryPolicy: (
      input: Ecr.DeleteRepositoryPolicyRequest,
      call: Call,
    ): Ecr.DeleteRepositoryPolicyResponse => {
      const policyText = accessOf(input.repositoryName, call);
      const where = change(input.repositoryName, call, ({ repositoryPolicy: _gone, ...record }) => record);
      return { ...where, policyText };
    },
  };
}
