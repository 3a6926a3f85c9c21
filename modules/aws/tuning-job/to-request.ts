import type { CreateHyperParameterTuningJobCommandInput } from '@aws-sdk/client-sagemaker';
import { trainingJobDefinition, tuningJobConfig, tuningJobRequest } from '../../tuning';
import { toTagList } from '../tags/sync-tags';
import { toMembers } from './members';
import type { DesiredTuningJob } from './tuning-job';

/** The CreateHyperParameterTuningJob request of a desired tuning job. */
export function toRequest({ name, spec, tags }: DesiredTuningJob): CreateHyperParameterTuningJobCommandInput {
  return {
    HyperParameterTuningJobName: name,
    // The model has the SDK's members, which a test compares; their types are not derived from it.
    HyperParameterTuningJobConfig: toMembers(tuningJobConfig, spec) as unknown as TuningJobConfig,
    // SageMaker takes one or the other.
    ...(spec.training_job_definitions.length === 0 && {
      TrainingJobDefinition: toMembers(trainingJobDefinition, spec) as unknown as TrainingJobDefinition,
    }),
    ...toMembers(tuningJobRequest, spec),
    Tags: toTagList(tags),
  };
}

type TuningJobConfig = CreateHyperParameterTuningJobCommandInput['HyperParameterTuningJobConfig'];
type TrainingJobDefinition = CreateHyperParameterTuningJobCommandInput['TrainingJobDefinition'];
