import { isTuningJobNameOf } from '../../tuning';
import type { ListedTuningJob, RunningTuningJobs } from '../tuning-job/running-tuning-jobs';
import { followsFromTags } from './follows-from-tags';
import { TAG_KEYS } from './ownership';
import type { ObjectId } from './object-id';
import type { Ownership } from './ownership';

/** The experiment whose jobs to find, and the known jobs. */
export interface StraySearch {
  /** Logical name of the experiment. */
  readonly experiment: string;
  readonly owners: ReadonlySet<string>;
  /** Names of the tuning jobs in state. */
  readonly known: ReadonlySet<string>;
}

/** A running tuning job that carries the tags of an experiment and is not in its state. */
export interface StrayTuningJob extends ListedTuningJob {
  /** Absent if the name does not follow from the tags, so that the launching owner is in doubt. */
  readonly ownership?: Ownership;
  /** The Terraform object that it carries the id of. */
  readonly objectId?: ObjectId;
}

/**
 * Returns the running tuning jobs of an experiment that are not in its state, because state was rolled back or Terraform was
 * killed between the launch and saving. Reads only the tags of jobs whose name may match, usually none.
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
    const objectId = tags[TAG_KEYS.object];
    strays.push({
      ...job,
      ...(ownership !== undefined && { ownership }),
      ...(objectId !== undefined && { objectId }),
    });
  }
  return strays;
}
