import { conditionHolds, globToRegExp } from './condition';
import type { ConditionContext } from './condition';
import type { PolicyDocument, PolicyStatement, Principal } from './policy-document';

/** The principal, action and resource of a request. */
export interface AccessRequest {
  readonly principal: { readonly type: 'AWS' | 'Service'; readonly value: string } | undefined;
  /** `sts:AssumeRole` */
  readonly action: string;
  /** ARN; absent where the policy belongs to the resource itself. */
  readonly resource: string | undefined;
  readonly context: ConditionContext;
}

/** `Deny` wins over `Allow`; `none` means no statement spoke. */
export type Effect = 'Allow' | 'Deny' | 'none';

/** Evaluates one or more policies together. Source: IAM User Guide, "Policy evaluation logic". */
export function evaluatePolicies(policies: readonly PolicyDocument[], request: AccessRequest): Effect {
  let allowed = false;
  for (const statement of policies.flatMap((policy) => policy.statements)) {
    if (!covers(statement, request)) continue;
    if (statement.effect === 'Deny') return 'Deny';
    allowed = true;
  }
  return allowed ? 'Allow' : 'none';
}

function covers(statement: PolicyStatement, request: AccessRequest): boolean {
  return (
    coversAction(statement, request.action) &&
    coversResource(statement, request.resource) &&
    coversPrincipal(statement.principals, request.principal) &&
    statement.conditions.every((condition) => conditionHolds(condition, request.context))
  );
}

function coversAction(statement: PolicyStatement, action: string): boolean {
  const listed = statement.actions.some((pattern) =>
    globToRegExp(pattern.toLowerCase()).test(action.toLowerCase()),
  );
  return listed !== statement.notActions;
}

function coversResource(statement: PolicyStatement, resource: string | undefined): boolean {
  if (statement.resources === undefined || resource === undefined) return true;
  const listed = statement.resources.some((pattern) => globToRegExp(pattern).test(resource));
  return listed !== statement.notResources;
}

/** True when the statement names the principal, whatever its conditions say. */
export function coversPrincipal(
  principals: readonly Principal[] | undefined,
  asking: AccessRequest['principal'],
): boolean {
  if (principals === undefined || asking === undefined) return true;
  return principals.some(({ type, values }) => {
    if (type === '*') return true;
    if (type !== asking.type) return false;
    return values.some(
      (value) =>
        value === '*' || value === asking.value || (type === 'AWS' && isAccountOf(value, asking.value)),
    );
  });
}

/** `123456789012` and its root ARN stand for every principal in the account. */
function isAccountOf(value: string, principalArn: string): boolean {
  const account = /^(?:(\d{12})|arn:aws:iam::(\d{12}):root)$/.exec(value);
  return account !== null && principalArn.split(':')[4] === (account[1] ?? account[2]);
}
