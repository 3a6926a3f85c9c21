import { optional, required } from '../experiment/attribute';
import { trainingJobDefinition } from '../experiment/model';
import { channels } from '../experiment/written-model';

const {
  static_hyper_parameters: _searchOnly,
  hyper_parameter_tuning_resource_config: _tuningOnly,
  resource_config: machines,
  ...shared
} = trainingJobDefinition;

/**
 * SageMaker's CreateTrainingJob without name and tags: everything that one paid training job depends on. It is a search's
 * training definition, whose sentences and checks it shares, with hyperparameters instead of a search space and without alternative
 * machines, which only tuning jobs have.
 */
export const trainingJobModel = {
  hyper_parameters: optional.map('Hyperparameters; the container uses its defaults for the others.', {
    secret: true,
  }),
  ...shared,
  resource_config: required.object(machines.attributes, 'Instances of the training job.'),
};

/** What an author may write of a training job: the model, and the short form of channels. */
export const writtenTrainingJob = { ...trainingJobModel, channels };
