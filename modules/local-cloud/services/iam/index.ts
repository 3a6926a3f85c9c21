import type { ServiceDescriptor } from '../service-descriptor';
import { policyOperations } from './policy-operations';
import { TrustedRoles } from './role-directory';
import { roleOperations } from './role-operations';
import { rolePolicyOperations } from './role-policy-operations';
import { simulatePrincipalPolicy } from './simulate-principal-policy';

/** Identity and Access Management: roles, their policies, customer managed policies. */
export const iam: ServiceDescriptor = {
  id: 'iam',
  protocol: 'query',
  signingName: 'iam',
  version: '2010-05-08',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  validationCode: 'ValidationError',
  selfCheck: { operation: 'CreateRole', required: ['RoleName', 'AssumeRolePolicyDocument'] },
  loadClient: () => import('@aws-sdk/client-iam'),
  build: ({ store, random }) => ({
    offers: { roles: new TrustedRoles(store) },
    operations: {
      ...roleOperations(store, random),
      ...rolePolicyOperations(store),
      ...policyOperations(store, random),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(store),
    },
  }),
};
