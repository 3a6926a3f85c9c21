import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { s3Address } from '../../tuning';
import type { ChannelUse } from './subject';
import { subjectOf, summaryOf } from './summary-of';

/** Judges a channel by the first key that begins with its address's key; absent if there is none. */
export function judgeChannel(
  { name, address, path, isObject }: ChannelUse,
  first: string | undefined,
  experiment: string,
): readonly Diagnostic[] {
  const isThere = isObject ? first === address.key : first !== undefined;
  if (isThere) return [];
  const uri = s3Address(address.bucket, address.key);
  const what = isObject ? `the object "${uri}" does not exist` : `no object is under "${uri}"`;
  return [
    warningAt(
      path,
      summaryOf('Channel Without Data', subjectOf(experiment, name)),
      `Channel "${name}" has nothing to read now: ${what}. If this apply uploads the data, all is well as long as the experiment ` +
        'depends on that. Otherwise SageMaker refuses the launch, or every training job fails: upload the data, or correct ' +
        's3_uri. [PREFLIGHT_CHANNEL_EMPTY]',
    ),
  ];
}
