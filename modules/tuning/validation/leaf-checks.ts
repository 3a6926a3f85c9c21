import type { Place } from '../experiment/attribute';
import { groupThousands } from '../money';
import { checkInstanceType } from './check-instance-type';
import type { Report } from './report';

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
