import { attr, types } from '../../plugin';
import type { AdjustableName } from '../../tuning';

const insteadOf = (name: AdjustableName) =>
  attr.number({
    computed: true,
    description: `Instead of the configured \`${name}\`; null if that was requested.`,
  });

const adjustmentAttributes = {
  warm_start_from: attr.list(types.string, {
    computed: true,
    nonNull: true,
    description: 'Tuning jobs that the search starts from, newest first.',
  }),
  inherited_training_jobs: attr.number({
    computed: true,
    description: 'Number of training jobs that those tuning jobs ran, if known.',
  }),
  max_number_of_training_jobs: insteadOf('max_number_of_training_jobs'),
  max_parallel_training_jobs: insteadOf('max_parallel_training_jobs'),
  max_runtime_in_seconds: insteadOf('max_runtime_in_seconds'),
  random_seed: insteadOf('random_seed'),
} as const;

/**
 * What Tuneform decides and shows, one line of a plan each. Terraform prints attributes by the alphabet, so that the action and its cause
 * come first, and prints every value that is not known yet with the one before, so that what only tools read is kept in
 * {@link recordedAttributes}. The data source `tuneform_experiment` has the details.
 */
export const shownAttributes = {
  action: attr.string({
    computed: true,
    nonNull: true,
    description:
      'What the last change did, and why: `launch: …` a tuning job, `extend: …` the search by one with a warm start, `reuse: …` an ' +
      'earlier one at no cost, or `metadata only: …`, with old and new values, and why an extension starts cold.',
  }),
  cost: attr.string({
    computed: true,
    description:
      'What the last search that has ended cost at list price, with its billable seconds and its tuning job, ' +
      '`$1.94: 60,757 billable seconds of churn-…`; or `unknown price: …`. A refresh reads it once; null until then.',
  }),
  cost_ceiling: attr.string({
    computed: true,
    nonNull: true,
    description:
      'Maximum cost of the search at list price and what it is made of, `$56.32: 459.00 hours at $0.115, …`; or `UNBOUNDED`, or ' +
      '`unknown price`.',
  }),
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      'Status of the current search at the last refresh: it ends with the last of its tuning jobs, and the worst end counts; ' +
      'or `Pending` while the service has no capacity for it or has refused a part of it, ' +
      '`Unconfirmed` while it was requested but not observed yet, `Missing` if its record was deleted outside Terraform.',
  }),
  tuning_job_names: attr.string({
    computed: true,
    nonNull: true,
    description:
      'Tuning jobs of all generations, the current one last, separated by spaces: the `tuning_job_names` of a champion.',
  }),
  tags_all: attr.map(types.string, {
    computed: true,
    description:
      'Tags of the current tuning jobs besides Tuneform’s own, including the provider’s default tags; null without any. A tag of ' +
      'Tuneform’s own that was changed or, with an empty value, removed is here until the next apply repairs it.',
  }),
} as const;

/** What the shown attributes tell in short, as the provider works with it. */
export const decidedAttributes = {
  action: attr.string({
    computed: true,
    nonNull: true,
    description: '`launch`, `extend`, `reuse` or `metadata only`.',
  }),
  because: attr.string({ computed: true, nonNull: true, description: 'Reason for the action.' }),
  tuning_job_name: attr.string({
    computed: true,
    nonNull: true,
    description: 'Tuning job of the current generation; of several, the first.',
  }),
  tuning_job_names: attr.list(types.string, {
    computed: true,
    nonNull: true,
    description: 'Tuning jobs of all generations, the current one last.',
  }),
} as const;

/** What follows from what is kept, for a reader. */
export const derivedAttributes = {
  still_running: attr.list(types.string, {
    computed: true,
    description: 'Earlier tuning jobs that had not ended at the last refresh; null without any.',
  }),
} as const;

/** What Tuneform keeps beside them in the private bytes of the experiment. */
export const recordedAttributes = {
  generation: attr.number({
    computed: true,
    nonNull: true,
    description: 'Number of the current search: 1 for the first, one more for each further search launched.',
  }),
  generations: attr.listNested(
    {
      generation: attr.number({ computed: true, nonNull: true, description: 'From 1.' }),
      tuning_jobs: attr.listNested(
        {
          name: attr.string({ computed: true, nonNull: true, description: 'Name of the tuning job.' }),
          shard: attr.number({
            computed: true,
            description: 'Number of the tuning job within the search; null for the first.',
          }),
        },
        { computed: true, nonNull: true, description: 'Tuning jobs of the search; currently always one.' },
      ),
      fingerprint: attr.string({ computed: true, nonNull: true, description: 'Fingerprint of the search.' }),
      adjustments: attr.object(adjustmentAttributes, {
        computed: true,
        description: 'How the launch differed from the configuration; null if it did not.',
      }),
    },
    { computed: true, nonNull: true, description: 'All searches launched so far, oldest first.' },
  ),
  object_id: attr.string({
    computed: true,
    description:
      'The id of this object; null if it was imported without one or created before there were any.',
  }),
  fingerprint: attr.string({
    computed: true,
    nonNull: true,
    description: 'SHA-256 of everything the search depends on.',
  }),
  tuning_job_arn: attr.string({
    computed: true,
    description: 'ARN of `tuning_job_name`; null until it is launched.',
  }),
  tuning_job_statuses: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description:
      'Status of each tuning job by name, as last observed: of the current ones at every refresh, of earlier ones until they have ended.',
  }),
  training_job_status_counters: attr.object(
    {
      completed: attr.number({ computed: true, nonNull: true, description: 'Training jobs that completed.' }),
      in_progress: attr.number({ computed: true, nonNull: true, description: 'Running.' }),
      retryable_error: attr.number({
        computed: true,
        nonNull: true,
        description: 'Training jobs that failed and are retried.',
      }),
      non_retryable_error: attr.number({
        computed: true,
        nonNull: true,
        description: 'Training jobs that failed permanently.',
      }),
      stopped: attr.number({ computed: true, nonNull: true, description: 'Stopped.' }),
    },
    {
      computed: true,
      description: 'Number of training jobs of the current search by outcome, at the last refresh.',
    },
  ),
  tags_all: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All tags of the current tuning jobs, including Tuneform’s own.',
  }),
} as const;

/** Everything that Tuneform decides about an experiment. */
export const computedAttributes = {
  ...shownAttributes,
  ...decidedAttributes,
  ...recordedAttributes,
} as const;
