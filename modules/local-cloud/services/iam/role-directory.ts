import type { KnownRole, RoleDirectory, RoleVerdict } from '../../ports/ports';
import type { Store } from '../../store/store';
import { evaluatePolicies } from '../../policies/evaluate-policy';
import type { AccessRequest } from '../../policies/evaluate-policy';
import { parsePolicy } from '../../policies/policy-document';
import { RoleTable } from './role-record';

/** Decides whether a service or a principal may assume a role, by the role's trust policy. */
export class TrustedRoles implements RoleDirectory {
  private readonly roles: RoleTable;

  constructor(store: Store) {
    this.roles = new RoleTable(store);
  }

  find(roleArn: string): KnownRole | undefined {
    return this.roles.findByArn(roleArn);
  }

  check(roleArn: string, use: { readonly service: string; readonly sourceArn: string }): RoleVerdict {
    const context = {
      'aws:sourcearn': [use.sourceArn],
      'aws:sourceaccount': [use.sourceArn.split(':')[4] ?? ''],
    };
    return this.evaluate(roleArn, { principal: { type: 'Service', value: use.service }, context });
  }

  /** Decides the same for a signed-in principal, for `sts:AssumeRole`. */
  checkPrincipal(roleArn: string, principalArn: string, context: AccessRequest['context']): RoleVerdict {
    return this.evaluate(roleArn, { principal: { type: 'AWS', value: principalArn }, context });
  }

  private evaluate(roleArn: string, asking: Pick<AccessRequest, 'principal' | 'context'>): RoleVerdict {
    const role = this.roles.findByArn(roleArn);
    if (role === undefined) return { ok: false, reason: `There is no role ${roleArn}.` };
    const trust = parsePolicy(role.trustPolicy, 'trust');
    const action = 'sts:AssumeRole';
    if (evaluatePolicies([trust], { ...asking, action, resource: undefined }) === 'Allow') {
      return { ok: true };
    }
    const who = asking.principal?.value ?? 'the caller';
    const named =
      evaluatePolicies([withoutConditions(trust)], { ...asking, action, resource: undefined }) === 'Allow';
    const reason = named
      ? `The trust policy of ${roleArn} names ${who}, but its conditions do not hold for ` +
        `${Object.entries(asking.context)
          .map(([key, values]) => `${key} = ${values.join(', ')}`)
          .join(' and ')}.`
      : `The trust policy of ${roleArn} does not let ${who} assume it.`;
    return { ok: false, reason };
  }
}

const withoutConditions = (policy: ReturnType<typeof parsePolicy>): ReturnType<typeof parsePolicy> => ({
  statements: policy.statements.map((statement) => ({ ...statement, conditions: [] })),
});
