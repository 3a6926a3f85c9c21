import { trainingJobTags } from '../../aws';
import type { DesiredTrainingJob, ObjectId, TrainingJobOwnership } from '../../aws';
import { trainingJobFingerprint, trainingJobSpecOf } from '../../tuning';
import type { SmokeDemands } from '../../tuning';
import type { ProviderData } from '../provider-data';
import type { TrainingJobFinalPlan, TrainingJobState } from './types';

/** Returns the training job that a plan asks for. During an apply, everything that determines it is known. */
export function desiredTrainingJob(
  planned: TrainingJobFinalPlan,
  { owner }: ProviderData,
  objectId: ObjectId,
): DesiredTrainingJob {
  const known = planned as TrainingJobState;
  const ownership = ownershipOf(known, owner);
  return {
    name: known.training_job_name,
    spec: trainingJobSpecOf(known),
    ownership,
    tags: { ...known.tags_all, ...trainingJobTags(ownership) },
    objectId,
  };
}

/** Returns what the tags of a training job in state should say. */
export function ownershipOf(state: TrainingJobState, owner: string): TrainingJobOwnership {
  const { name, run } = state;
  return { owner, training_job: name, fingerprint: trainingJobFingerprint(trainingJobSpecOf(state)), run };
}

/** Returns what a training job has to show, with the defaults where the configuration says nothing. */
export function demandsOf({ require: demands }: Pick<TrainingJobState, 'require'>): SmokeDemands {
  return {
    metricNames: demands?.metric_names ?? [],
    artifact: demands?.artifact ?? true,
    echo: (demands?.echo ?? 'if_printed') as SmokeDemands['echo'],
  };
}
