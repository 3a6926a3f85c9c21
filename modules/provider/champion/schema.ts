import { attr, defineSchema, duration, oneOf, types } from '../../plugin';

const contender = {
  training_job_name: attr.string({ computed: true, nonNull: true, description: 'Name of the training job.' }),
  metric_name: attr.string({ computed: true, nonNull: true, description: 'Objective metric.' }),
  metric_value: attr.number({ computed: true, nonNull: true, description: 'Final value of the metric.' }),
  hyperparameters: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All hyperparameters, searched and static.',
  }),
  model_data_url: attr.string({ computed: true, description: 'Artifact, `s3://…/model.tar.gz`.' }),
  training_image: attr.string({
    computed: true,
    nonNull: true,
    description: 'Image that trained the model.',
  }),
  data_fingerprint: attr.string({
    computed: true,
    description: 'Fingerprint of the data of its search, recorded at the launch; null when unknown.',
  }),
  cost_usd: attr.number({
    computed: true,
    description: 'Cost at list price in US dollars; null when unknown.',
  }),
} as const;

/** The attributes that are decided by waiting for the search and passing the gate. */
export const decidedAttributes = {
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      '`InProgress` until a plan shows the result of the newest search; then `Completed`, `Stopped`, `Failed` or `NoWinner`; `Missing` if ' +
      'the record of one of its tuning jobs was deleted outside Terraform. Of several tuning jobs, the worst end counts.',
  }),
  verdict: attr.string({
    computed: true,
    nonNull: true,
    description:
      '`promote`, `keep`, `no winner`, `await approval` or `pinned`; `wait` until a plan shows the result of the newest search. While a ' +
      'champion stands, the verdict that it stands by stays until then.',
  }),
  because: attr.string({ computed: true, nonNull: true, description: 'Reason for the verdict.' }),
  candidate: attr.object(contender, {
    computed: true,
    description:
      'Best training job of all tuning jobs of the newest search that was judged, without those rejected; null if it has no winner.',
  }),
  current: attr.object(contender, {
    computed: true,
    description:
      'The champion: pinned, or the last candidate that passed the gate and was approved; null until there is one.',
  }),
  training_job_name: attr.string({ computed: true, description: 'Training job of `current`.' }),
  model_data_url: attr.string({
    computed: true,
    description: 'Artifact of `current`, for the `model_data_url` of an endpoint.',
  }),
  training_image: attr.string({ computed: true, description: 'Training image of `current`.' }),
  previous_winners: attr.list(types.string, {
    computed: true,
    description:
      'Training jobs of earlier champions, newest first, at most 10; null if there are none. `pin` one of them to roll back.',
  }),
} as const;

/** A champion as the provider works with it: its tuning jobs are a list. */
export const championSchema = defineSchema({
  description:
    'The best training job of an experiment. An apply waits for the newest search for a limited time; if the search is not ' +
    'finished then, the plan after its end shows its result. A new candidate replaces the champion only if it passes the gate.',
  attributes: {
    name: attr.string({ required: true, description: 'Logical name.' }),
    tuning_job_names: attr.list(types.string, {
      required: true,
      description:
        'Tuning jobs to choose from, newest last: the `tuning_job_names` of an experiment. Their names tell which belong to the ' +
        'same search.',
    }),
    objective: attr.object(
      {
        type: attr.string({
          required: true,
          description: '`Maximize` or `Minimize`.',
          validators: [oneOf('Maximize', 'Minimize')],
        }),
        metric_name: attr.string({ required: true, description: 'Metric that the searches optimise.' }),
      },
      {
        optional: true,
        description:
          'How to compare training jobs. By default what the searches themselves were asked for; needed only if training definitions ' +
          'of one search have different objectives.',
      },
    ),
    wait: attr.object(
      {
        timeout: attr.string({
          optional: true,
          default: '10m',
          description:
            'How long an apply waits for the newest search, counted from the launch of the search or the beginning of the apply, ' +
            'whichever is later. `0s` checks once without waiting. Default `10m`.',
          validators: [duration()],
        }),
        poll: attr.string({
          optional: true,
          description:
            'Time between two checks. By default it adapts from 10 to 60 seconds. Champions that wait at the same time share one ' +
            'list, which is read at most every 30 seconds.',
          validators: [duration()],
        }),
      },
      { optional: true, description: 'How an apply waits. Reaching the timeout is not an error.' },
    ),
    gate: attr.object(
      {
        minimum_value: attr.number({
          optional: true,
          description: 'The worst acceptable metric: a floor when maximising, a ceiling when minimising.',
        }),
        minimum_improvement: attr.number({
          optional: true,
          description: 'Minimum improvement over the champion, 0 or more.',
        }),
        compare: attr.string({
          optional: true,
          description:
            '`same_data`, the default: a candidate must be better than the champion unless it is known that both have read different ' +
            'data. `always`: it must be better on any data. `never`: it need not be better.',
          validators: [oneOf('same_data', 'always', 'never')],
        }),
        maximum_cost_usd: attr.number({
          optional: true,
          description:
            'The most that the training job of a candidate may have cost, in US dollars at list price, 0 or more. A candidate of unknown ' +
            'cost does not pass.',
        }),
      },
      {
        optional: true,
        description: 'Conditions that a candidate must meet. By default it must be better than the champion.',
      },
    ),
    fail_on: attr.string({
      optional: true,
      description:
        '`no_winner`: an apply fails, and so does every later one, as long as the newest search has ended without a winner. By ' +
        'default that is a warning, and the champion stays.',
      validators: [oneOf('no_winner')],
    }),
    approval: attr.string({
      optional: true,
      description:
        'What promotes a candidate that passed the gate. `planned`, the default: the apply of a plan that shows it. ' +
        '`automatic`: also the apply that launches its search, although no plan has shown the model. `manual`: its name in ' +
        '`approved_training_job`.',
      validators: [oneOf('planned', 'automatic', 'manual')],
    }),
    approved_training_job: attr.string({
      optional: true,
      description: 'With approval `manual`, the candidate that is approved. Other candidates wait.',
    }),
    pin: attr.string({
      optional: true,
      description:
        'A training job of the searches that is the champion whatever gate and approval say, for example one of `previous_winners`. ' +
        'Without it the newest candidate is judged again.',
    }),
    reject: attr.set(types.string, {
      optional: true,
      description:
        'Training jobs of the searches that never become champion, or tuning jobs for all of theirs. A champion that is rejected gives ' +
        'way to the one before it, and the next best candidate is judged.',
    }),
    ...decidedAttributes,
  },
});

/** `tuneform_champion`: waits for searches and holds the best training job that passed the gate. */
export const shownSchema = defineSchema({
  description: championSchema.description,
  attributes: {
    ...championSchema.attributes,
    tuning_job_names: attr.string({
      required: true,
      description:
        'Tuning jobs to choose from, newest last, separated by spaces: the `tuning_job_names` of an experiment. Their names tell which ' +
        'belong to the same search.',
    }),
  },
});
