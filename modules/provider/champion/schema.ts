import { attr, defineSchema, duration, oneOf, types } from '../../plugin';

const contender = {
  training_job_name: attr.string({ computed: true, nonNull: true, description: 'Training job.' }),
  training_job_arn: attr.string({ computed: true, nonNull: true, description: 'Its ARN.' }),
  tuning_job_name: attr.string({ computed: true, nonNull: true, description: 'The search that ran it.' }),
  metric_name: attr.string({ computed: true, nonNull: true, description: 'Objective metric.' }),
  metric_value: attr.number({ computed: true, nonNull: true, description: 'Its final value.' }),
  hyperparameters: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All hyperparameters, searched and static.',
  }),
  model_data_url: attr.string({ computed: true, description: '`s3://…/model.tar.gz`.' }),
  training_image: attr.string({ computed: true, nonNull: true, description: 'Image that trained it.' }),
  instance_type: attr.string({ computed: true, nonNull: true, description: 'Machine that trained it.' }),
  billable_seconds: attr.number({ computed: true, description: 'Time billed, seconds.' }),
  cost_usd: attr.number({
    computed: true,
    description: 'Its cost at list price, US dollars; null when not known.',
  }),
} as const;

/** The attributes that are decided by waiting for the search and passing the gate. */
export const decidedAttributes = {
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      '`InProgress` while the newest search runs; then `Completed`, `Stopped`, `Failed`, `NoWinner`, or `Missing` when ' +
      'its record was deleted elsewhere, as data.',
  }),
  verdict: attr.string({
    computed: true,
    nonNull: true,
    description: '`promote`, `keep` or `no winner`; `wait` while the search runs.',
  }),
  because: attr.string({ computed: true, nonNull: true, description: 'Why, in one sentence.' }),
  candidate: attr.object(contender, {
    computed: true,
    description: 'Best training job of the newest search; null while it runs or when it found none.',
  }),
  current: attr.object(contender, {
    computed: true,
    description: 'The champion: the last candidate that passed the gate; null until there is one.',
  }),
  training_job_name: attr.string({ computed: true, description: 'Of `current`.' }),
  model_data_url: attr.string({ computed: true, description: 'Of `current`; hand it to an endpoint.' }),
  training_image: attr.string({ computed: true, description: 'Of `current`.' }),
  metric_value: attr.number({ computed: true, description: 'Of `current`.' }),
} as const;

/** `tuneform_champion`: waits for searches and holds the best training job that passed the gate. */
export const championSchema = defineSchema({
  description:
    'The best training job of an experiment. Waits for the newest search, a bounded time; what is not finished then ' +
    'is picked up by a later refresh. A new candidate replaces the champion only if it passes the gate.',
  attributes: {
    name: attr.string({ required: true, description: 'Logical name.' }),
    tuning_job_names: attr.list(types.string, {
      required: true,
      description: 'Tuning jobs to choose from, the newest last: an experiment’s `tuning_job_names`.',
    }),
    objective: attr.object(
      {
        type: attr.string({
          required: true,
          description: '`Maximize` or `Minimize`.',
          validators: [oneOf('Maximize', 'Minimize')],
        }),
        metric_name: attr.string({ required: true, description: 'Metric the searches improve.' }),
      },
      { required: true, description: 'What better means; the same as the experiment’s.' },
    ),
    wait: attr.object(
      {
        timeout: attr.string({
          optional: true,
          default: '10m',
          description: 'How long an apply waits for the newest search. `0s` looks once. Default `10m`.',
          validators: [duration()],
        }),
        poll: attr.string({
          optional: true,
          description: 'Time between two looks. Default: adapts from 10 to 60 seconds.',
          validators: [duration()],
        }),
      },
      { optional: true, description: 'Patience of an apply. Running out of it is not an error.' },
    ),
    gate: attr.object(
      {
        minimum_value: attr.number({
          optional: true,
          description: 'The worst acceptable metric: a floor when maximising, a ceiling when minimising.',
        }),
        minimum_improvement: attr.number({
          optional: true,
          description: 'How much better than the champion a candidate must be, 0 or more.',
        }),
      },
      { optional: true, description: 'What a candidate must achieve. Default: better than the champion.' },
    ),
    id: attr.string({ computed: true, nonNull: true, description: 'The logical name.' }),
    ...decidedAttributes,
  },
});
