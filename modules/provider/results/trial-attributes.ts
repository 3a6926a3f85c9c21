import { attr, types } from '../../plugin';

const text = (description: string) => attr.string({ computed: true, nonNull: true, description });
const maybe = (description: string) => attr.string({ computed: true, description });

/** What a list of training jobs says about each. */
export const trialAttributes = {
  training_job_name: text('Name of the training job.'),
  training_job_arn: text('ARN of the training job.'),
  tuning_job_name: text('Tuning job that launched it.'),
  training_job_definition_name: maybe('Its training definition, if the search has several.'),
  generation: attr.number({
    computed: true,
    nonNull: true,
    description: 'Search that it belongs to, from 1.',
  }),
  rank: attr.number({
    computed: true,
    description: 'From 1, the best of the experiment; null without a result that compares.',
  }),
  status: text('`InProgress`, `Completed`, `Failed`, `Stopping`, `Stopped` or `Deleting`.'),
  failure_reason: maybe('Why it failed, in the service’s words.'),
  metric_name: maybe('Metric of `metric_value`.'),
  metric_value: attr.number({
    computed: true,
    description: 'Final value of the objective; null if it emitted none.',
  }),
  hyperparameters: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'Values of the searched hyperparameters.',
  }),
  created_at: text('When it was created, RFC 3339.'),
  started_at: maybe('When training began.'),
  ended_at: maybe('When training ended.'),
  cost_usd: attr.number({
    computed: true,
    description:
      'Its time from start to end at list price in US dollars, without the discount of spot instances; null while it runs and where ' +
      'the price is not known.',
  }),
} as const;

/** What the description of a winning training job says, too. */
export const winnerAttributes = {
  ...trialAttributes,
  hyperparameters: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All hyperparameters, searched and static.',
  }),
  model_data_url: maybe('Artifact, `s3://…/model.tar.gz`; null if it has none.'),
  training_image: maybe('Image that trained the model; null for an algorithm resource.'),
  instance_type: maybe('Instance type that trained it.'),
  billable_seconds: attr.number({ computed: true, description: 'Billed time in seconds, for one instance.' }),
  cost_usd: attr.number({
    computed: true,
    description: 'Its billed time at list price in US dollars; null where the price is not known.',
  }),
} as const;
