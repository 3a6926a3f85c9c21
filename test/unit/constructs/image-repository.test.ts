import { ImageRepository } from '../../../modules/constructs';
import { localStack, only, synthesised } from './synthesised';

const rulesOf = (stack: ReturnType<typeof localStack>): { selection: object }[] => {
  const { policy } = only(synthesised(stack), 'aws_ecr_lifecycle_policy');
  return (JSON.parse(policy as string) as { rules: { selection: object }[] }).rules;
};

describe('an image repository', () => {
  it('never moves a tag, scans on push and keeps its images unless told otherwise', () => {
    const stack = localStack();
    new ImageRepository(stack, 'Images', { name: 'gradient-boosting' });
    expect(only(synthesised(stack), 'aws_ecr_repository')).toEqual({
      name: 'gradient-boosting',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'AES256' }],
      force_delete: false,
    });
  });

  it('expires images without a tag after two weeks and never a tagged one', () => {
    const stack = localStack();
    new ImageRepository(stack, 'Images', { name: 'gradient-boosting' });
    expect(rulesOf(stack).map((rule) => rule.selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
    ]);
  });

  it('keeps only the newest images when a number is given', () => {
    const stack = localStack();
    new ImageRepository(stack, 'Images', { name: 'gradient-boosting', maxImageCount: 50 });
    expect(rulesOf(stack)[1]?.selection).toEqual({
      tagStatus: 'any',
      countType: 'imageCountMoreThan',
      countNumber: 50,
    });
  });

  it('encrypts with a key of the account when one is given', () => {
    const stack = localStack();
    const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/one';
    new ImageRepository(stack, 'Images', { name: 'gradient-boosting', kmsKeyArn, forceDelete: true });
    expect(only(synthesised(stack), 'aws_ecr_repository')).toMatchObject({
      encryption_configuration: [{ encryption_type: 'KMS', kms_key: kmsKeyArn }],
      force_delete: true,
    });
  });
});
