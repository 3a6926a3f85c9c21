import type { Place } from '../../experiment/attribute';
import { parseS3Address, s3Address } from '../../s3-address';
import type { Report } from '../report';

const MAX_LENGTH = 1024;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reports text that is not an S3 location. `name` is the attribute as the practitioner writes it. */
export function checkS3Uri(uri: string, place: Place, report: Report): void {
  const address = parseS3Address(uri);
  if (address === undefined || uri.length > MAX_LENGTH) {
    report.error(
      place.path,
      'Invalid S3 Location',
      `${place.name} is "${uri}". It must look like s3://bucket/prefix and have at most ${String(MAX_LENGTH)} characters.`,
    );
    return;
  }
  const { bucket, key } = address;
  // An access point's ARN may replace the bucket.
  if (!bucket.startsWith('arn:') && !BUCKET.test(bucket)) {
    report.error(
      place.path,
      'Invalid Bucket Name',
      `${place.name} is "${uri}", and "${bucket}" is not a bucket name. Bucket names have 3 to 63 lower-case letters, digits, dots and hyphens.`,
    );
  }
  if (key.startsWith('/')) {
    report.warning(
      place.path,
      'Folder Without a Name',
      `${place.name} is "${uri}". The two slashes after the bucket are a folder without a name, where programs seldom put anything. ${key === '/' ? `Write "${s3Address(bucket)}" for the whole bucket.` : 'Remove one of them.'}`,
    );
  }
}
