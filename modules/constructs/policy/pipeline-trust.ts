import type { Statement } from './policy-document';

/** A repository on GitHub whose workflows may become the roles. */
export interface GithubRepository {
  readonly host: 'github';
  /** `acme/infrastructure` */
  readonly repository: string;
  /** The branch that is deployed. @default 'main' */
  readonly branch?: string;
  /** Environments whose jobs may apply. Their protection rules say who agrees. @default - production and promotion */
  readonly environments?: readonly string[];
}

/** A project on GitLab whose pipelines may become the roles. */
export interface GitlabProject {
  readonly host: 'gitlab';
  /** `acme/infrastructure` */
  readonly project: string;
  /** The protected branch that is deployed. @default 'main' */
  readonly branch?: string;
  /** Address of the instance, without a slash at its end. @default 'https://gitlab.com' */
  readonly url?: string;
}

export type CodeRepository = GithubRepository | GitlabProject;

/** What a host's tokens say of themselves. */
export interface TokenClaims {
  /** Who signs them. */
  readonly issuer: string;
  readonly audience: string;
  /** Subjects of the jobs that plan; `*` allowed within. */
  readonly plan: readonly string[];
  /** Subjects of the jobs that apply. */
  readonly apply: readonly string[];
}

/**
 * Returns the claims of a repository's tokens, as GitHub ("OpenID Connect reference") and GitLab ("ID token authentication") document
 * them. A pull request from a fork gets no token.
 */
export function claimsOf(code: CodeRepository): TokenClaims {
  const { branch = 'main' } = code;
  if (code.host === 'github') {
    const repository = `repo:${code.repository}`;
    return {
      issuer: 'https://token.actions.githubusercontent.com',
      audience: 'sts.amazonaws.com',
      plan: [`${repository}:pull_request`, `${repository}:ref:refs/heads/${branch}`],
      apply: (code.environments ?? ['production', 'promotion']).map(
        (name) => `${repository}:environment:${name}`,
      ),
    };
  }
  const { url = 'https://gitlab.com' } = code;
  const project = `project_path:${code.project}:ref_type:branch:ref`;
  return { issuer: url, audience: url, plan: [`${project}:*`], apply: [`${project}:${branch}`] };
}

/** Returns the one statement of a role's trust policy. */
export function trustOf(
  providerArn: string,
  { issuer, audience }: TokenClaims,
  subjects: readonly string[],
): Statement {
  const name = issuer.replace(/^https:\/\//, '');
  return {
    sid: 'PipelinesOfThisRepositoryOnly',
    principal: { Federated: providerArn },
    actions: ['sts:AssumeRoleWithWebIdentity'],
    conditions: {
      StringEquals: { [`${name}:aud`]: audience },
      StringLike: { [`${name}:sub`]: subjects },
    },
  };
}
