import { TAG_KEYS } from '../../aws';
import { tuningJobName } from '../../tuning';
import type { ProviderData } from '../provider-data';
import type { ExperimentState } from './types';

/** The provider's owner at the last apply of an experiment, and the current one. */
export interface OwnerChange {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns both owners if they differ; known during the plan. The tags in state name the previous owner, but count only
 * if the job's name follows from it: people edit tags, and an edited tag is drift, not a change of the provider's
 * owner.
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
