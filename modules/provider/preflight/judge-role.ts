import type { ObservedRole } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { RoleUse } from './subject';
import { summaryOf } from './summary-of';
import { trustsSageMaker } from './trusts-sagemaker';

/** Judges the role that the training jobs assume. `role` is absent if the account has none of that name. */
export function judgeRole(
  { arn, path }: RoleUse,
  role: ObservedRole | undefined,
  experiment: string,
): readonly Diagnostic[] {
  if (role?.arn !== arn) {
    const found = role === undefined ? 'IAM finds no such role' : `the role of that name is "${role.arn}"`;
    return [
      warningAt(
        path,
        summaryOf('Role Not Found', experiment),
        `Role "${arn}" cannot be assumed now: ${found}. If this apply creates it, all is well as long as the experiment depends ` +
          'on that, for example with aws_iam_role.….arn. Otherwise SageMaker refuses the launch: create the role in this ' +
          'account, or correct the ARN. [PREFLIGHT_ROLE_MISSING]',
      ),
    ];
  }
  if (trustsSageMaker(role.trustPolicy)) return [];
  return [
    warningAt(
      path,
      summaryOf('Role Does Not Trust SageMaker', experiment),
      `The trust policy of role "${arn}" does not let sagemaker.amazonaws.com assume it, so SageMaker refuses the launch unless ` +
        'this apply changes the policy. Allow sts:AssumeRole for the principal {"Service": "sagemaker.amazonaws.com"} in the ' +
        'trust policy of the role. [PREFLIGHT_ROLE_TRUST]',
    ),
  ];
}
