/** One statement of an IAM policy. */
export interface Statement {
  readonly sid: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** In a trust or resource policy: a service, an identity provider, or '*'. */
  readonly principal?: '*' | { readonly Service: string } | { readonly Federated: string };
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Returns an IAM policy document as JSON text, with statements and lists in the given order. */
export function document(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? 'Allow',
      ...(statement.principal === undefined ? {} : { Principal: statement.principal }),
      Action: oneOrMany(statement.actions),
      ...(statement.resources === undefined ? {} : { Resource: oneOrMany(statement.resources) }),
      ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
    })),
  });
}

/** IAM returns a list of one as a plain string; writing it like that keeps plans empty. */
function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}
