import { ServiceFault } from '../ports/service';

/** A policy ready for evaluation: every "one or many" is a list. */
export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** True if the statement covers all actions except the listed ones. */
  readonly notActions: boolean;
  readonly resources: readonly string[] | undefined;
  readonly notResources: boolean;
  readonly principals: readonly Principal[] | undefined;
  readonly conditions: readonly Condition[];
}

export interface Principal {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
  readonly values: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export type PolicyKind = 'identity' | 'trust' | 'resource';

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/**
 * Reads a policy, or rejects it with `code`.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function parsePolicy(
  text: string,
  kind: PolicyKind,
  code = 'MalformedPolicyDocument',
): PolicyDocument {
  const reject = (reason: string): never => {
    throw new ServiceFault(code, reason, { status: 400 });
  };
  let document: unknown;
  try {
    document = JSON.parse(text) as unknown;
  } catch {
    return reject('The policy is not in the valid JSON format.');
  }
  if (!isRecord(document)) return reject('The policy must be a JSON object.');
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    return reject('The policy must contain a valid version string');
  }
  const statements = asList(document['Statement']);
  if (statements.length === 0) return reject('The policy must contain at least one statement.');
  return { statements: statements.map((statement) => parseStatement(statement, kind, reject)) };
}

type Reject = (reason: string) => never;

function parseStatement(statement: unknown, kind: PolicyKind, reject: Reject): PolicyStatement {
  if (!isRecord(statement)) return reject('A statement must be a JSON object.');
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    return reject('The effect of a statement must be Allow or Deny.');
  }
  if ('Action' in statement === 'NotAction' in statement) {
    return reject('A statement must contain either Action or NotAction.');
  }
  const actions = strings(statement['Action'] ?? statement['NotAction'], 'Action', reject);
  const hasResource = 'Resource' in statement || 'NotResource' in statement;
  if (kind === 'trust' && hasResource) return reject('Has prohibited field Resource');
  if (kind !== 'trust' && !hasResource && kind === 'identity') {
    return reject('Policy statement must contain resources.');
  }
  const principal = statement['Principal'];
  if (kind === 'identity' && principal !== undefined) {
    return reject('Policy document should not specify a principal.');
  }
  if (kind !== 'identity' && principal === undefined && !('NotPrincipal' in statement)) {
    return reject('Missing required field Principal');
  }
  return {
    effect,
    actions,
    notActions: 'NotAction' in statement,
    resources: hasResource
      ? strings(statement['Resource'] ?? statement['NotResource'], 'Resource', reject)
      : undefined,
    notResources: 'NotResource' in statement,
    principals: principal === undefined ? undefined : parsePrincipals(principal, reject),
    conditions: parseConditions(statement['Condition'], reject),
  };
}

function parsePrincipals(principal: unknown, reject: Reject): readonly Principal[] {
  if (principal === '*') return [{ type: '*', values: ['*'] }];
  if (!isRecord(principal)) return reject('The principal must be "*" or an object.');
  return Object.entries(principal).map(([name, values]) => {
    const type = PRINCIPAL_TYPES.find((known) => known === name);
    if (type === undefined) return reject(`Invalid principal type ${name}`);
    return { type, values: strings(values, 'Principal', reject) };
  });
}

function parseConditions(condition: unknown, reject: Reject): readonly Condition[] {
  if (condition === undefined) return [];
  if (!isRecord(condition)) return reject('The condition must be an object.');
  return Object.entries(condition).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) return reject(`The condition ${operator} must be an object.`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: asList(values).map(String),
    }));
  });
}

function strings(value: unknown, field: string, reject: Reject): readonly string[] {
  const list = asList(value);
  if (list.length === 0 || list.some((item) => typeof item !== 'string')) {
    return reject(`${field} must be a string or a list of strings.`);
  }
  return list as string[];
}

const asList = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
