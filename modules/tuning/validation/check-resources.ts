import type { ExperimentDraft } from '../experiment-draft';
import { groupThousands } from '../money';
import { isBuiltInAlgorithm } from './built-in-algorithms';
import { checkInstanceType } from './check-instance-type';
import { checkWholeNumber } from './check-number';
import { checkS3Uri } from './check-s3-uri';
import { checkLength } from './check-text';
import type { Report } from './report';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z0-9+=,.@\-_/]+$/;
/** SageMaker's pattern for a key, matched against the whole text. */
const KEY = /^[a-zA-Z0-9:/_-]*$/;
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const MAX_KEY = 2048;
/** SageMaker documents 28 days; the API model has no upper bound. */
const DOCUMENTED_RUNTIME_SECONDS = 2_419_200;

/** Role, image, output, machines and the cap on one training job. */
export function checkResources(draft: ExperimentDraft, report: Report): void {
  checkRole(draft.roleArn, report);
  checkImage(draft, report);

  const outputPath = ['output_data_config', 's3_output_path'];
  checkS3Uri(draft.s3OutputPath, { path: outputPath, name: 'output_data_config.s3_output_path' }, report);
  checkKey(draft.outputKmsKeyId, report);

  report.diagnostics.push(
    ...checkInstanceType(draft.instanceType, 'training', ['resource_config', 'instance_type']),
  );
  const countPath = ['resource_config', 'instance_count'];
  const countRule = { path: countPath, name: 'resource_config.instance_count', min: 1 };
  checkWholeNumber(draft.instanceCount, countRule, report);
  const volumePath = ['resource_config', 'volume_size_in_gb'];
  const volumeRule = { path: volumePath, name: 'resource_config.volume_size_in_gb', min: 1, unit: 'GB' };
  checkWholeNumber(draft.volumeSizeInGb, volumeRule, report);

  checkRuntime(draft.maxRuntimeInSeconds, report);
}

function checkKey(key: string | undefined, report: Report): void {
  if (key === undefined) return;
  const path = ['output_data_config', 'kms_key_id'];
  const name = 'output_data_config.kms_key_id';
  if (key === '') {
    const remedy = 'Leave it out (null) to encrypt with the default key of S3, or name a key.';
    report.error(path, 'Empty Key', `${name} is "". ${remedy}`);
  } else if (key.length > MAX_KEY || !KEY.test(key)) {
    report.error(
      path,
      'Invalid Key',
      `${name} is ${JSON.stringify(key)}. It must be a key's ID, its ARN, or alias/<name> or its ARN: letters, digits, and : / _ -, at most ${groupThousands(MAX_KEY)} characters.`,
    );
  }
}

function checkRole(roleArn: string | undefined, report: Report): void {
  if (roleArn === undefined) return;
  if (roleArn.length >= 20 && roleArn.length <= 2048 && ROLE_ARN.test(roleArn)) return;
  report.error(
    ['role_arn'],
    'Invalid Role ARN',
    `role_arn is "${roleArn}". It must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/training.`,
  );
}

function checkImage({ trainingImage: image, roleArn }: ExperimentDraft, report: Report): void {
  const path = ['algorithm_specification', 'training_image'];
  const name = 'algorithm_specification.training_image';
  if (!checkLength(image, { path, name, min: 1, max: 255 }, report)) return;
  if (/\s/.test(image)) {
    report.error(path, 'Invalid Image', `${name} is "${image}". An image URI has no spaces.`);
  } else if (image.includes('@') && !DIGEST.test(image)) {
    report.error(
      path,
      'Invalid Image Digest',
      `${name} is "${image}". After "@" comes the digest: sha256: and 64 hexadecimal digits. ${image.endsWith('@') ? 'Here it is empty, perhaps because the value that it was made from is.' : 'Copy it as tuneform_container_image exports it.'}`,
    );
  } else if (!image.includes('@') && !isBuiltInAlgorithm(image, roleArn)) {
    report.warning(
      path,
      'Image Not Pinned to a Digest',
      `${name} is "${image}". What a tag means can change without this experiment noticing. Use repository@sha256:…, as tuneform_container_image exports it.`,
    );
  }
}

function checkRuntime(seconds: number | undefined, report: Report): void {
  const path = ['stopping_condition', 'max_runtime_in_seconds'];
  const name = 'stopping_condition.max_runtime_in_seconds';
  if (
    checkWholeNumber(seconds, { path, name, min: 1, unit: 'seconds' }, report) &&
    seconds > DOCUMENTED_RUNTIME_SECONDS
  ) {
    report.warning(
      path,
      'Runtime Exceeds 28-Day Limit',
      `${name} is ${groupThousands(seconds)}, but SageMaker documents a limit of 28 days (${groupThousands(DOCUMENTED_RUNTIME_SECONDS)} seconds). Lower it to that.`,
    );
  }
}
