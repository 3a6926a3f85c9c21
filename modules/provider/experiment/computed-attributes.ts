import { attr, types } from '../../plugin';

/** What Tuneform decides about an experiment; the upper part is known in the plan and explains it to the reviewer. */
export const computedAttributes = {
  id: attr.string({ computed: true, nonNull: true, description: 'The logical name.' }),
  generation: attr.number({
    computed: true,
    nonNull: true,
    description: 'Which search is in force: 1 for the first, one more for every further search launched.',
  }),
  verdict: attr.string({
    computed: true,
    nonNull: true,
    description:
      'What the last change did: `launch` a tuning job, `reuse` an earlier one at no cost, or `metadata only`.',
  }),
  because: attr.string({ computed: true, nonNull: true, description: 'Why, with old and new values.' }),
  search_space: attr.string({ computed: true, nonNull: true, description: 'The ranges on one line.' }),
  cost_ceiling_usd: attr.number({
    computed: true,
    description: 'The most the search can cost at list price, US dollars; null when unbounded or not known.',
  }),
  cost_ceiling: attr.string({
    computed: true,
    nonNull: true,
    description: 'The same as text: `$56.32`, `UNBOUNDED` or `unknown price`.',
  }),
  fingerprint: attr.string({
    computed: true,
    nonNull: true,
    description: 'SHA-256 of everything the search depends on.',
  }),
  tuning_job_name: attr.string({
    computed: true,
    nonNull: true,
    description: 'Tuning job of the generation in force.',
  }),
  tuning_job_names: attr.list(types.string, {
    computed: true,
    nonNull: true,
    description: 'Tuning jobs of all generations, the one in force last.',
  }),
  tuning_job_arn: attr.string({
    computed: true,
    description: 'ARN of the tuning job in force; null until it is launched.',
  }),
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      'Status of the tuning job in force as last read, `Pending` while the service has no capacity for it, ' +
      '`Unconfirmed` while it was asked for and not seen yet, or `Missing` when its record was deleted elsewhere.',
  }),
  generations: attr.listNested(
    {
      generation: attr.number({ computed: true, nonNull: true, description: 'From 1.' }),
      tuning_jobs: attr.listNested(
        {
          name: attr.string({ computed: true, nonNull: true, description: 'Name of the tuning job.' }),
          shard: attr.number({
            computed: true,
            description: 'Which of the tuning jobs that the search is spread over; null for the first.',
          }),
        },
        { computed: true, nonNull: true, description: 'Its tuning jobs, one for now.' },
      ),
      fingerprint: attr.string({ computed: true, nonNull: true, description: 'What it searched.' }),
    },
    { computed: true, nonNull: true, description: 'Every search launched so far, oldest first.' },
  ),
  training_job_status_counters: attr.object(
    {
      completed: attr.number({ computed: true, nonNull: true, description: 'Ended well.' }),
      in_progress: attr.number({ computed: true, nonNull: true, description: 'Running.' }),
      retryable_error: attr.number({ computed: true, nonNull: true, description: 'Failed, being retried.' }),
      non_retryable_error: attr.number({ computed: true, nonNull: true, description: 'Failed for good.' }),
      stopped: attr.number({ computed: true, nonNull: true, description: 'Stopped.' }),
    },
    { computed: true, description: 'Training jobs of the tuning job in force by outcome, as last read.' },
  ),
  tags_all: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All tags of the tuning job in force, Tuneform’s own included.',
  }),
} as const;
