import type { CreateHyperParameterTuningJobCommandInput } from '@aws-sdk/client-sagemaker';
import {
  adjustedTag,
  adjustSpec,
  trainingJobDefinition,
  tuningJobConfig,
  tuningJobRequest,
} from '../../tuning';
import { allTags } from '../tags/object-id';
import { TAG_KEYS } from '../tags/ownership';
import { toTagList } from '../tags/sync-tags';
import { toMembers } from './members';
import type { DesiredTuningJob } from './tuning-job';

/** The CreateHyperParameterTuningJob request of a desired tuning job. `data` is the fingerprint of what it reads, if known. */
export function toRequest(
  { name, spec: configured, adjustments = {}, tags, objectId }: DesiredTuningJob,
  data?: string,
): CreateHyperParameterTuningJobCommandInput {
  const spec = adjustSpec(configured, adjustments);
  const adjusted = adjustedTag(configured, adjustments);
  return {
    HyperParameterTuningJobName: name,
    // The model has the SDK's members, which a test compares; their types are not derived from it.
    HyperParameterTuningJobConfig: toMembers(tuningJobConfig, spec) as unknown as TuningJobConfig,
    // SageMaker takes one or the other.
    ...(spec.training_job_definitions.length === 0 && {
      TrainingJobDefinition: toMembers(trainingJobDefinition, spec) as unknown as TrainingJobDefinition,
    }),
    ...toMembers(tuningJobRequest, spec),
    Tags: toTagList({
      ...allTags({ tags, objectId }),
      ...(adjusted !== undefined && { [TAG_KEYS.adjusted]: adjusted }),
      ...(data !== undefined && { [TAG_KEYS.data]: data }),
    }),
  };
}

type TuningJobConfig = CreateHyperParameterTuningJobCommandInput['HyperParameterTuningJobConfig'];
type TrainingJobDefinition = CreateHyperParameterTuningJobCommandInput['TrainingJobDefinition'];
