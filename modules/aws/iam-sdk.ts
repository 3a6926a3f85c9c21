/** The part of the IAM client that this project uses: a file of its own, because only the look at a role needs it. */
export { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
