import type { InstancesInUse } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { QuotaDemand } from './instance-demand';
import { subjectOf, summaryOf } from './summary-of';

/** An experiment's demand among those of the same plan. */
export interface SharedDemand extends QuotaDemand {
  /** What experiments planned before it want under the same quota. */
  readonly before: number;
  /** Their names. */
  readonly others: readonly string[];
}

/** The account's quotas by name, and what is used of them. */
export interface QuotaSight {
  readonly quotas: ReadonlyMap<string, number>;
  readonly inUse: InstancesInUse;
}

/**
 * Judges a demand. Of several experiments that exceed a quota together, the one reports it with which it is exceeded;
 * one that exceeds it alone always does.
 */
export function judgeQuota(
  { quota, unit, count, path, before, others }: SharedDemand,
  { quotas, inUse }: QuotaSight,
  { experiment, region }: { readonly experiment: string; readonly region: string },
): readonly Diagnostic[] {
  const limit = quotas.get(quota);
  if (limit === undefined) return [];
  const used = inUse.byQuota.get(quota) ?? 0;
  const amount = (number: number): string => `${String(number)} ${unit}${number === 1 ? '' : 's'}`;
  const isAlone = count + used > limit;
  const isFirst = before + used <= limit && before + used + count > limit;
  if (!isAlone && !isFirst) return [];
  const parts = [
    `this experiment ${unit === 'tuning job' ? 'starts' : 'runs up to'} ${amount(count)}${unit === 'instance' ? ' at a time' : ''}`,
    ...(before === 0 ? [] : [`${others.join(', ')} of the same plan up to ${String(before)}`]),
    ...(used === 0 ? [] : [`${inUse.isComplete ? '' : 'at least '}${String(used)} are in use now`]),
  ];
  return [
    warningAt(
      path,
      summaryOf('Quota Too Small', subjectOf(experiment, quota)),
      `The quota "${quota}" of this account is ${amount(limit)} in ${region}, but ${parts.join(', and ')}: ` +
        `${String(before + used + count)} together. ${REMEDIES[unit]} [PREFLIGHT_QUOTA]`,
    ),
  ];
}

/** What SageMaker does, and what to do. */
const REMEDIES: Readonly<Record<QuotaDemand['unit'], string>> = {
  instance:
    'SageMaker refuses the launch or starts fewer training jobs at a time until others end. Lower max_parallel_training_jobs or the ' +
    'number of instances, wait, or request a higher quota in Service Quotas.',
  'tuning job':
    'SageMaker refuses the launch until others end, and Tuneform requests it again with the next apply. Launch fewer experiments at a time, or ' +
    'wait.',
  'training job':
    'SageMaker refuses the launch. Lower max_number_of_training_jobs, or request a higher quota in Service Quotas.',
};
