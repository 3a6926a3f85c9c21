import type { MemberPlace } from '../planned-members';

const model = (member: string): MemberPlace => ({ operation: 'CreateModel', member });

/** The request member that each content attribute maps to. */
export const MEMBER_PLACES = {
  role_arn: model('ExecutionRoleArn'),
  image: model('PrimaryContainer.Image'),
  model_data_url: model('PrimaryContainer.ModelDataUrl'),
  environment: model('PrimaryContainer.Environment'),
  production_variant: { operation: 'CreateEndpointConfig', member: 'ProductionVariants[]' },
} as const satisfies Readonly<Record<string, MemberPlace>>;
