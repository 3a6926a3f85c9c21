import type { Service } from '../../ports/service';
import type { Store } from '../../store/store';
import { policyOperations } from './policy-operations';
import { roleOperations } from './role-operations';
import { rolePolicyOperations } from './role-policy-operations';
import { simulatePrincipalPolicy } from './simulate-principal-policy';

/** Identity and Access Management: roles, their policies, customer managed policies. */
export function createIamService(store: Store): Service {
  return {
    id: 'iam',
    loadClient: () => import('@aws-sdk/client-iam'),
    operations: {
      ...roleOperations(store),
      ...rolePolicyOperations(store),
      ...policyOperations(store),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(store),
    },
  };
}
