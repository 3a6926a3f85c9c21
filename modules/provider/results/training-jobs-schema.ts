import { attr, defineSchema, eachElement, oneOf, sizeAtLeast, types, wholeNumber } from '../../plugin';
import { questionAttributes } from './question';
import { trialAttributes } from './trial-attributes';

/** `tuneform_training_jobs`: the trial table of an experiment. */
export const trainingJobsSchema = defineSchema({
  description:
    'The training jobs of all searches of an experiment, the best first: what `tuneform trials` shows.',
  attributes: {
    ...questionAttributes,
    statuses: attr.set(types.string, {
      optional: true,
      description: 'Only training jobs with one of these statuses. By default all.',
      validators: [
        sizeAtLeast(1),
        eachElement(oneOf('InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped', 'Deleting')),
      ],
    }),
    sort_by: attr.string({
      optional: true,
      description:
        '`metric` (default): the best first, then those without a result that compares, newest first. `creation_time`: oldest first.',
      validators: [oneOf('metric', 'creation_time')],
    }),
    limit: attr.number({
      optional: true,
      description: 'The first so many of them. By default all.',
      validators: [wholeNumber({ min: 1 })],
    }),
    training_jobs: attr.listNested(trialAttributes, {
      computed: true,
      nonNull: true,
      description: 'The training jobs, sorted.',
    }),
    training_job_count: attr.number({
      computed: true,
      nonNull: true,
      description: 'How many there are with these statuses, also beyond `limit`.',
    }),
    listing_gaps: attr.list(types.string, {
      computed: true,
      nonNull: true,
      description:
        'What the service’s lists lack, a sentence each: another training job may be the best then.',
    }),
  },
});
