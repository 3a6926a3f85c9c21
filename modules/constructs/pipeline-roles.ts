import { Construct } from 'constructs';
import { AwsProviderFor } from './aws-provider-for';
import { IamOpenidConnectProvider, IamRole, IamRolePolicy } from './dialect';
import { applyStatements, planStatements } from './policy/pipeline-grants';
import type { PipelineScope } from './policy/pipeline-grants';
import { claimsOf, trustOf } from './policy/pipeline-trust';
import type { CodeRepository } from './policy/pipeline-trust';
import { document } from './policy/policy-document';
import type { Statement } from './policy/policy-document';

export interface PipelineRolesProps extends PipelineScope {
  /** The roles are called `<name>-plan` and `<name>-apply`. 1 to 58 characters. */
  readonly name: string;
  /** The repository whose pipelines may become these roles. */
  readonly code: CodeRepository;
  /** An account has one identity provider for each host: give its ARN if there is one. @default - a new one */
  readonly identityProviderArn?: string;
  /** Policy that limits both roles. @default - none */
  readonly permissionsBoundaryArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The two roles of a pipeline, which it assumes with the token of its job instead of a stored key: one plans pull requests and
 * changes nothing, one applies on the deployed branch. Neither may create roles, buckets or repositories: what declares those is
 * deployed by the platform team.
 */
export class PipelineRoles extends Construct {
  readonly planRole: IamRole;
  readonly applyRole: IamRole;

  constructor(scope: Construct, id: string, props: PipelineRolesProps) {
    super(scope, id);
    const home = AwsProviderFor.of(this);
    const claims = claimsOf(props.code);
    const providerArn =
      props.identityProviderArn ??
      new IamOpenidConnectProvider(this, 'IdentityProvider', {
        url: claims.issuer,
        clientIdList: [claims.audience],
        ...(props.tags ? { tags: { ...props.tags } } : {}),
      }).arn;
    const role = (what: 'plan' | 'apply', statements: readonly Statement[]): IamRole => {
      const made = new IamRole(this, what, {
        name: `${props.name}-${what}`,
        assumeRolePolicy: document([trustOf(providerArn, claims, claims[what])]),
        ...(props.permissionsBoundaryArn === undefined
          ? {}
          : { permissionsBoundary: props.permissionsBoundaryArn }),
        ...(props.tags ? { tags: { ...props.tags } } : {}),
      });
      new IamRolePolicy(this, `${what}-policy`, {
        name: 'what-this-role-may-do',
        role: made.name,
        policy: document(statements),
      });
      return made;
    };
    this.planRole = role('plan', planStatements(props, home));
    this.applyRole = role('apply', applyStatements(props, home));
  }

  get planRoleArn(): string {
    return this.planRole.arn;
  }

  get applyRoleArn(): string {
    return this.applyRole.arn;
  }
}
