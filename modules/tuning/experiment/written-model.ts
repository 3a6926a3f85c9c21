import { optional, required, unlessGiven } from './attribute';
import { experimentModel, listedDefinition, objective, tuningJobConfig } from './model';

/** Short for entries of `input_data_config`. */
export const channels = optional.map(
  'Input channels by name, each with the S3 prefix that it reads, `s3://bucket/prefix/`: short for entries of `input_data_config` that say nothing else.',
);

const regex = optional.text(
  'Regular expression that finds the metric in the log; its one capturing group is the value. Short for an entry of `algorithm_specification.metric_definitions` with the objective’s name.',
);

const writtenObjective = required.object({ ...objective, regex }, tuningJobConfig.objective.sentence);

/**
 * What an author may write of an experiment: the model, and short forms of what most experiments say of channels and metrics
 * (docs/adr/0028-short-forms.md). Only `longForm` and `shortForm` know both; all other code sees the model.
 */
export const writtenExperiment = {
  ...experimentModel,
  ...unlessGiven('training_job_definitions', { objective: writtenObjective }),
  channels,
  training_job_definitions: {
    ...experimentModel.training_job_definitions,
    attributes: { ...listedDefinition, tuning_objective: writtenObjective, channels },
  },
};
