import { ownershipTags } from '../../aws';
import type { DesiredTuningJob, ObjectId } from '../../aws';
import { specOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { generationInForce, jobsInForce } from './tuning-jobs';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/** The tuning jobs of the current generation. During an apply, everything that determines them is known. */
export function desiredJobs(
  planned: ExperimentFinalPlan,
  { owner }: ProviderData,
): readonly DesiredTuningJob[] {
  const known = planned as ExperimentState & { readonly object_id: ObjectId };
  const { name: experiment, fingerprint, generation, run, object_id: objectId } = known;
  const { adjustments } = generationInForce(known) ?? {};
  return jobsInForce(known).map(({ name, shard }) => {
    const ownership = { owner, experiment, fingerprint, generation, run, shard };
    return {
      name,
      spec: specOf(known),
      adjustments,
      ownership,
      tags: { ...known.tags_all, ...ownershipTags(ownership) },
      objectId,
    };
  });
}
