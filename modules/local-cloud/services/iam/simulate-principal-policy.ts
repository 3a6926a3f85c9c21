import type * as Iam from '@aws-sdk/client-iam';
import { inOrder } from '../paging';
import { ServiceFault } from '../../ports/service';
import type { Store } from '../../store/store';
import { iamPage } from './iam-page';
import { evaluatePolicies } from '../../policies/evaluate-policy';
import { parsePolicy } from '../../policies/policy-document';
import { defaultDocument } from './policy-record';
import { PolicyTable } from './policy-table';
import { RoleTable } from './role-record';

const DECISIONS = { Allow: 'allowed', Deny: 'explicitDeny', none: 'implicitDeny' } as const;

/** Returns what a role's inline and attached policies allow. Clients call it before they start a job with a role. */
export function simulatePrincipalPolicy(store: Store) {
  const roles = new RoleTable(store);
  const policies = new PolicyTable(store);
  return (input: Iam.SimulatePrincipalPolicyRequest): Iam.SimulatePolicyResponse => {
    const arn = input.PolicySourceArn ?? '';
    const role = roles.findByArn(arn);
    if (role === undefined) throw new ServiceFault('NoSuchEntityException', `${arn} cannot be found.`);
    const attached = role.attached.flatMap((policy) => policies.find(policy) ?? []).map(defaultDocument);
    const documents = [...Object.values(role.inline), ...attached, ...(input.PolicyInputList ?? [])];
    const parsed = documents.map((document) => parsePolicy(document, 'identity', 'InvalidInputException'));
    const context = Object.fromEntries(
      (input.ContextEntries ?? []).map((entry) => [
        (entry.ContextKeyName ?? '').toLowerCase(),
        entry.ContextKeyValues ?? [],
      ]),
    );
    const resources = input.ResourceArns ?? ['*'];
    const results = (input.ActionNames ?? []).flatMap((action) =>
      resources.map((resource) => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision:
          DECISIONS[evaluatePolicies(parsed, { principal: undefined, action, resource, context })],
        MatchedStatements: [],
        MissingContextValues: [],
      })),
    );
    // Results are in the order of the request, so a result's index identifies it across pages.
    const listing = inOrder(results.entries(), { placeOf: ([number]) => number });
    const { items, paging } = iamPage(listing, input);
    return { EvaluationResults: items.map(([, result]) => result), ...paging };
  };
}
