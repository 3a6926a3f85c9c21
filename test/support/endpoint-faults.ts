import type { EndpointDraft } from '../../modules/tuning';

/** One fault of each kind, with its complete diagnostic. */
export const ENDPOINT_FAULTS: readonly {
  readonly draft: EndpointDraft;
  readonly path: readonly string[];
  readonly summary: string;
  readonly detail: string;
}[] = [
  {
    draft: { name: 'under_score' },
    path: ['name'],
    summary: 'Invalid Name',
    detail:
      'name "under_score" is not allowed. Use 1 to 63 letters, digits and hyphens, beginning and ending with a letter or digit.',
  },
  {
    draft: { role_arn: 'serving' },
    path: ['role_arn'],
    summary: 'Invalid Role ARN',
    detail:
      'role_arn is "serving". It must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/training.',
  },
  {
    draft: { model_data_url: 's3://bucket/folder/' },
    path: ['model_data_url'],
    summary: 'Invalid S3 Location',
    detail:
      'model_data_url is "s3://bucket/folder/". It must be the address of one object, such as s3://bucket/model.tar.gz.',
  },
  {
    draft: { image: null },
    path: ['image'],
    summary: 'Image Missing',
    detail:
      'An artifact needs an image that serves it. Set image to the image with the model server, for example the image_uri of a tuneform_container_image.',
  },
  {
    draft: { image: 'repository@' },
    path: ['image'],
    summary: 'Invalid Image Digest',
    detail:
      'image is "repository@". After "@" comes the digest: sha256: and 64 hexadecimal digits. Here it is empty, perhaps because the value that it was made from is.',
  },
  {
    draft: { production_variant: { instance_type: 'ml.m5.tiny' } },
    path: ['production_variant', 'instance_type'],
    summary: 'Unknown Instance Type',
    detail: 'SageMaker endpoints have no instance type "ml.m5.tiny". An example is ml.m5.xlarge.',
  },
  {
    draft: { production_variant: { initial_instance_count: 0 } },
    path: ['production_variant', 'initial_instance_count'],
    summary: 'Number Out of Bounds',
    detail: 'production_variant.initial_instance_count is 0. It must be a whole number, 1 or more.',
  },
  {
    draft: { production_variant: { variant_name: '-' } },
    path: ['production_variant', 'variant_name'],
    summary: 'Invalid Name',
    detail:
      'production_variant.variant_name "-" is not allowed. Use 1 to 63 letters, digits and hyphens, beginning and ending with a letter or digit.',
  },
  {
    draft: { smoke_request: { expect_pattern: '(' } },
    path: ['smoke_request', 'expect_pattern'],
    summary: 'Regular Expression Does Not Compile',
    detail:
      '"(" is not a regular expression: Invalid regular expression: /(/: Unterminated group. Escape special characters with a backslash.',
  },
];
