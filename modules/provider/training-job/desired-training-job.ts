import { trainingJobTags } from '../../aws';
import type { DesiredTrainingJob, ObjectId } from '../../aws';
import { trainingJobSpecOf } from '../../tuning';
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
  const ownership = { owner, training_job: known.name, fingerprint: known.fingerprint, run: known.run };
  return {
    name: known.training_job_name,
    spec: trainingJobSpecOf(known),
    ownership,
    tags: { ...known.tags_all, ...trainingJobTags(ownership) },
    objectId,
  };
}

/** Returns what a training job has to show, with the defaults where the configuration says nothing. */
export function demandsOf({ require: demands }: Pick<TrainingJobState, 'require'>): SmokeDemands {
  return {
    metricNames: demands?.metric_names ?? [],
    artifact: demands?.artifact ?? true,
    echo: (demands?.echo ?? 'if_printed') as SmokeDemands['echo'],
  };
}
