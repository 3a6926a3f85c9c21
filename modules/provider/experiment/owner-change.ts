import { TAG_KEYS } from '../../aws';
import { tuningJobName } from '../../tuning';
import type { ProviderData } from '../provider-data';
import type { ExperimentState } from './types';

/** The owner that the provider had when an experiment was last applied, and the one it has now. */
export interface OwnerChange {
  readonly from: string;
  readonly to: string;
}

/**
 * Both owners, when they differ; known at plan. The tags in state name the earlier one, and are believed only if the job's
 * name follows from it: people edit tags, and an edited tag is drift and no change of the provider's owner.
 */
export function ownerChange(
  prior: ExperimentState | null,
  configured: ProviderData | undefined,
): OwnerChange | undefined {
  const from = prior?.tags_all[TAG_KEYS.owner];
  if (prior === null || configured === undefined || from === undefined || from === configured.owner) {
    return undefined;
  }
  const { name, run, fingerprint } = prior;
  const launched = tuningJobName({ owner: from, name, run, fingerprint }) === prior.tuning_job_name;
  return launched ? { from, to: configured.owner } : undefined;
}
