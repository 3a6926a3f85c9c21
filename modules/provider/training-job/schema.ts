import { attr, defineSchema, duration, oneOf, types, wholeNumber } from '../../plugin';
import { writtenTrainingJob } from '../../tuning';
import { schemaOf } from '../experiment/schema-of';
import { settableTags, tagsDescription } from '../tag-checks';

/** The attributes that are decided by running the training job and looking at what it left. */
export const decidedAttributes = {
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      'Status of the training job at the last refresh; `Unconfirmed` while it was requested but not observed yet, `Missing` if its ' +
      'record was deleted outside Terraform.',
  }),
  verdict: attr.string({
    computed: true,
    nonNull: true,
    description:
      '`passed: …` or `failed: …`, with the reason; `waiting: …` until the training job has ended and was looked at.',
  }),
  metrics: attr.map(types.number, {
    computed: true,
    nonNull: true,
    description: 'Final values of the metrics that the training job printed.',
  }),
  used_hyper_parameters: attr.map(types.string, {
    computed: true,
    description:
      'The hyperparameters that the container says it used, defaults included; null if it does not say.',
  }),
  model_data_url: attr.string({ computed: true, description: 'Artifact, `s3://…/model.tar.gz`.' }),
  cost_usd: attr.number({
    computed: true,
    description: 'Cost at list price in US dollars; null when unknown.',
  }),
} as const;

/** `tuneform_training_job`: one training job that has to prove itself before what depends on it starts. */
export const trainingJobSchema = defineSchema({
  description:
    'One training job on SageMaker, the smoke run before an expensive search. Applying launches it, waits for its end and fails unless ' +
    'it printed its metrics, left a model and used the hyperparameters it was given; Terraform then starts nothing that depends on it. ' +
    'The next apply continues to wait for a running job, and reports a failed one again without paying for it again, until the ' +
    'specification or `run` changes.',
  attributes: {
    name: attr.string({
      required: true,
      description: 'Logical name; the name of the training job begins with it.',
    }),
    ...schemaOf(writtenTrainingJob),
    require: attr.object(
      {
        metric_names: attr.list(types.string, {
          optional: true,
          description: 'Metrics that must have a finite value. By default every metric that is defined.',
        }),
        artifact: attr.bool({
          optional: true,
          default: true,
          description: 'Whether a model with at least one file must lie in S3. Default `true`.',
        }),
        echo: attr.string({
          optional: true,
          default: 'if_printed',
          description:
            'What to make of the line `hyperparameters: {"name": value, …}`, with which a container says what it used. `if_printed` ' +
            '(default): where there is one, each given hyperparameter must be in it with its value. `required`: there must be one. ' +
            '`ignored`: not looked at.',
          validators: [oneOf('if_printed', 'required', 'ignored')],
        }),
      },
      {
        optional: true,
        description: 'What the training job has to show. A change is judged without launching anything.',
      },
    ),
    wait: attr.object(
      {
        timeout: attr.string({
          optional: true,
          default: '10m',
          description:
            'How long an apply waits for the end of the training job. `0s` checks once without waiting. Default `10m`.',
          validators: [duration()],
        }),
        poll: attr.string({
          optional: true,
          description: 'Time between two checks. By default it adapts from 5 to 20 seconds.',
          validators: [duration()],
        }),
      },
      {
        optional: true,
        description:
          'How an apply waits. Reaching the timeout is an error, so that nothing starts unproven; the job goes on.',
      },
    ),
    tags: attr.map(types.string, {
      optional: true,
      description: tagsDescription('training job', 'training_job'),
      validators: [settableTags],
    }),
    run: attr.number({
      optional: true,
      default: 1,
      description: 'Raise it to run, and pay for, the same training job again.',
      validators: [wholeNumber({ min: 1 })],
    }),
    on_destroy: attr.string({
      optional: true,
      default: 'stop',
      description:
        '`stop` (default) stops a running job and keeps the record, `delete` also deletes the record, `detach` changes nothing. The artifact always stays.',
      validators: [oneOf('stop', 'delete', 'detach')],
    }),
    training_job_name: attr.string({
      computed: true,
      nonNull: true,
      description: 'Name of the training job.',
    }),
    cost_ceiling_usd: attr.number({
      computed: true,
      description: 'Maximum cost of the training job at list price, in US dollars; null if it is unknown.',
    }),
    tags_all: attr.map(types.string, {
      computed: true,
      description:
        'Tags of the training job besides Tuneform’s own, including the provider’s default tags; null without any. A tag of Tuneform’s ' +
        'own that was changed or, with an empty value, removed is here until the next apply repairs it.',
    }),
    ...decidedAttributes,
  },
});
