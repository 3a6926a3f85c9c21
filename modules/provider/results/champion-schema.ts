import { attr, defineSchema } from '../../plugin';
import { questionAttributes } from './question';
import { winnerAttributes } from './trial-attributes';

/** `tuneform_champion`, the data source: the details of the training jobs that a champion chooses between. */
export const championDataSchema = defineSchema({
  description:
    'The training jobs between which the champion of an experiment decides, with metric, hyperparameters, artifact and cost. What a gate, a pin or ' +
    'a rejection decided is known to the resource `tuneform_champion` alone: give its `training_job_name` to read that training job. ' +
    'Without it, `current` is the best of all searches.',
  attributes: {
    ...questionAttributes,
    training_job_name: attr.string({
      optional: true,
      description:
        'Training job to read as `current`: the `training_job_name` of the resource. By default the best one.',
    }),
    status: attr.string({
      computed: true,
      nonNull: true,
      description: 'Status of the newest search; while it is `InProgress`, `candidate` is the best so far.',
    }),
    candidate: attr.object(winnerAttributes, {
      computed: true,
      description: 'Best training job of the newest search; null if it has none.',
    }),
    current: attr.object(winnerAttributes, {
      computed: true,
      description: 'The training job that was asked for, or the best of all searches; null if there is none.',
    }),
  },
});
