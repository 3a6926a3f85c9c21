import type { Place } from '../../experiment/attribute';
import { groupThousands } from '../../money';
import { checkInstanceType } from './check-instance-type';
import type { Report } from '../report';

const CHANNEL_NAME = /^[A-Za-z0-9.\-_]{1,64}$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z0-9+=,.@\-_/]+$/;
/** SageMaker's pattern for a key, matched against the whole text. */
const KEY = /^[a-zA-Z0-9:/_-]*$/;
const MAX_KEY = 2048;

export function checkTrainingInstanceType(type: string, { path }: Place, report: Report): void {
  report.diagnostics.push(...checkInstanceType(type, 'training', path));
}

export function checkChannelName(name: string, { path }: Place, report: Report): void {
  if (CHANNEL_NAME.test(name)) return;
  report.error(
    path,
    'Invalid Channel Name',
    `channel_name is ${JSON.stringify(name)}. It must have 1 to 64 letters, digits, dots, hyphens or underscores.`,
  );
}

export function checkKey(key: string, { path, name }: Place, report: Report): void {
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

export function checkRole(roleArn: string, { path, name }: Place, report: Report): void {
  if (roleArn.length >= 20 && roleArn.length <= 2048 && ROLE_ARN.test(roleArn)) return;
  report.error(
    path,
    'Invalid Role ARN',
    `${name} is "${roleArn}". It must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/training.`,
  );
}

/** SageMaker's patterns, matched against the whole text. */
const ALGORITHM =
  /^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:[a-z-]*\/)?[a-zA-Z0-9][a-zA-Z0-9-]{0,62}(?<!-)$/;
const DEFINITION_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}$/;
const TUNING_JOB_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/;
const FILE_SYSTEM = /^fs-[0-9a-f]{8,18}$/;
const NETWORK_ID = /^[-0-9a-zA-Z]+$/;
const TRAINING_PLAN = /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:training-plan\/[^\n]*$/;
const ARN = /^arn:[a-z0-9-.]{1,63}:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:\S+$/;
const MAX_DIRECTORY = 4096;

export function checkAlgorithm(name: string, { path, name: attribute }: Place, report: Report): void {
  if (ALGORITHM.test(name)) return;
  report.error(
    path,
    'Invalid Algorithm',
    `${attribute} is ${JSON.stringify(name)}. It must be the name of an algorithm, 1 to 63 letters, digits and hyphens, or its ARN. For an image use training_image.`,
  );
}

export function checkDefinitionName(name: string, { path }: Place, report: Report): void {
  if (DEFINITION_NAME.test(name)) return;
  report.error(
    path,
    'Invalid Definition Name',
    `definition_name is ${JSON.stringify(name)}. It must have 1 to 64 letters, digits and hyphens, beginning and ending with a letter or digit.`,
  );
}

export function checkParentName(name: string, { path, name: attribute }: Place, report: Report): void {
  if (TUNING_JOB_NAME.test(name)) return;
  report.error(
    path,
    'Invalid Parent',
    `${attribute} is ${JSON.stringify(name)}. It must be the name of a tuning job, 1 to 32 letters, digits and hyphens; an ARN or the name of an experiment is none. tuneform_experiment exports it as tuning_job_name.`,
  );
}

export function checkFileSystem(id: string, { path, name }: Place, report: Report): void {
  if (FILE_SYSTEM.test(id)) return;
  report.error(
    path,
    'Invalid File System',
    `${name} is ${JSON.stringify(id)}. It must be "fs-" and 8 to 18 hexadecimal digits, such as fs-0123456789abcdef0.`,
  );
}

export function checkDirectory(directory: string, { path, name }: Place, report: Report): void {
  if (directory.startsWith('/') && directory.length <= MAX_DIRECTORY) return;
  report.error(
    path,
    'Invalid Directory',
    `${name} is ${JSON.stringify(directory)}. It must be a path from the root of the file system, such as /data/train, at most ${groupThousands(MAX_DIRECTORY)} characters.`,
  );
}

export function checkLocalPath(directory: string, place: Place, report: Report): void {
  checkDirectory(directory, place, report);
  if (!/^\/opt\/ml\/(?:input|model|output|code|processing)(?:\/|$)/.test(directory)) return;
  report.error(
    place.path,
    'Checkpoint Folder Is in Use',
    `${place.name} is ${JSON.stringify(directory)}, a folder that SageMaker uses itself. Choose another, such as /opt/ml/checkpoints.`,
  );
}

export function checkNetworkId(id: string, { path, name }: Place, report: Report): void {
  if (NETWORK_ID.test(id)) return;
  report.error(
    path,
    'Invalid Network Identifier',
    `${name} is ${JSON.stringify(id)}. It must have letters, digits and hyphens only, such as subnet-0123abcd or sg-0123abcd.`,
  );
}

export function checkTrainingPlan(arn: string, { path, name }: Place, report: Report): void {
  if (TRAINING_PLAN.test(arn)) return;
  report.error(
    path,
    'Invalid Training Plan',
    `${name} is ${JSON.stringify(arn)}. It must be the ARN of a training plan, such as arn:aws:sagemaker:us-east-1:123456789012:training-plan/name.`,
  );
}

export function checkArn(arn: string, { path, name }: Place, report: Report): void {
  if (ARN.test(arn)) return;
  report.error(
    path,
    'Invalid ARN',
    `${name} is ${JSON.stringify(arn)}. It must be an ARN, which begins with "arn:".`,
  );
}

/** SageMaker's pattern is `.+`, which stops at a line break. */
export function checkAttributeName(text: string, { path, name }: Place, report: Report): void {
  if (!/[\n\r]/.test(text)) return;
  report.error(path, 'Line Break in Name', `${name} is ${JSON.stringify(text)}. Remove the line break.`);
}
