import { CONCURRENT_TUNING_JOBS, RANDOM_TRAINING_JOBS } from '../../aws';
import { isUnknown } from '../../plugin';
import { costQuestionOf, USUAL_TRAINING_JOBS } from '../../tuning';
import type { PlannedLaunch } from './as-launched';
import { instanceDemand } from './instance-demand';
import type { QuotaDemand } from './instance-demand';

/** Returns all that a planned launch wants under the account's quotas, as far as it is known. */
export function launchDemand({ asked, tuningJobs }: PlannedLaunch): readonly QuotaDemand[] {
  return [
    ...instanceDemand(asked),
    { quota: CONCURRENT_TUNING_JOBS, unit: 'tuning job', count: tuningJobs, path: ['name'] },
    ...trainingJobs(asked),
  ];
}

/** What every account may run needs no look. */
function trainingJobs(asked: object): readonly QuotaDemand[] {
  const { strategy, resource_limits: limits } = costQuestionOf(asked, isUnknown) ?? {};
  const total = limits?.max_number_of_training_jobs ?? 0;
  if (strategy !== 'Random' || total <= USUAL_TRAINING_JOBS) return [];
  const path = ['resource_limits', 'max_number_of_training_jobs'];
  return [{ quota: RANDOM_TRAINING_JOBS, unit: 'training job', count: total, path, isOfOneSearch: true }];
}
