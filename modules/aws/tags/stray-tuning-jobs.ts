import { isTuningJobNameOf } from '../../tuning';
import type { ListedTuningJob, RunningTuningJobs } from '../tuning-job/running-tuning-jobs';
import { followsFromTags } from './follows-from-tags';
import { TAG_KEYS } from './ownership';
import type { Ownership } from './ownership';

/** Whose jobs to look for, and which of them are known. */
export interface StraySearch {
  /** Logical name of the experiment. */
  readonly experiment: string;
  readonly owners: ReadonlySet<string>;
  /** Names of the tuning jobs that state knows. */
  readonly known: ReadonlySet<string>;
}

/** A running tuning job that carries the tags of an experiment whose state does not know it. */
export interface StrayTuningJob extends ListedTuningJob {
  /** Absent when the name does not follow from the tags: then it is in doubt who launched it. */
  readonly ownership?: Ownership;
}

/**
 * The running tuning jobs of an experiment that its state does not know: state was rolled back, or Terraform was killed
 * between the launch and saving. Only what may be one by its name is asked for its tags, as a rule nothing.
 */
export async function strayTuningJobs(
  running: RunningTuningJobs,
  { experiment, owners, known }: StraySearch,
  signal: AbortSignal,
): Promise<readonly StrayTuningJob[]> {
  const strays: StrayTuningJob[] = [];
  for (const job of await running.list(signal)) {
    if (known.has(job.name) || !isTuningJobNameOf(job.name, experiment)) continue;
    const tags = await running.tagsOf(job, signal);
    const owner = tags[TAG_KEYS.owner];
    if (tags[TAG_KEYS.experiment] !== experiment || owner === undefined || !owners.has(owner)) continue;
    const ownership = followsFromTags(job.name, tags);
    strays.push({ ...job, ...(ownership !== undefined && { ownership }) });
  }
  return strays;
}
