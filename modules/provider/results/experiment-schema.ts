import { attr, defineSchema, types } from '../../plugin';
import { questionAttributes } from './question';

const text = (description: string) => attr.string({ computed: true, nonNull: true, description });
const count = (description: string) => attr.number({ computed: true, nonNull: true, description });
const texts = (description: string) =>
  attr.list(types.string, { computed: true, nonNull: true, description });

const generation = {
  generation: count('From 1.'),
  run: count('The `run` that it was launched by.'),
  fingerprint: text('Fingerprint of the search.'),
  status: text('Status of the search: of several tuning jobs, the worst end counts.'),
  failure_reason: attr.string({ computed: true, description: 'Why it failed, in the service’s words.' }),
  tuning_job_names: texts('Its tuning jobs.'),
  warm_start_from: texts('Tuning jobs that it started from.'),
  created_at: text('When it was launched, RFC 3339.'),
  completed: count('Training jobs that completed.'),
  in_progress: count('Training jobs that run.'),
  failed: count('Training jobs that failed for good.'),
  stopped: count('Training jobs that were stopped.'),
} as const;

/** `tuneform_experiment`, the data source: an experiment of any configuration, as its tuning jobs tell it. */
export const experimentDataSchema = defineSchema({
  description:
    'An experiment, read from its tuning jobs and their tags: status, generations, maximum cost and cost so far. It may belong to another ' +
    'configuration: what `tuneform show` shows.',
  attributes: {
    ...questionAttributes,
    status: text('Status of the newest search.'),
    generation: count('Number of the newest search.'),
    tuning_job_name: text('First tuning job of the newest search.'),
    tuning_job_arn: text('ARN of that tuning job.'),
    tuning_job_names: text(
      'All tuning jobs, the newest search last, separated by spaces: the `tuning_job_names` of a champion.',
    ),
    objective: attr.object(
      {
        type: text('`Maximize` or `Minimize`.'),
        metric_name: text('Metric that the search optimises.'),
      },
      {
        computed: true,
        description:
          'Of the newest search, for a champion; null if its training definitions have different ones or Tuneform cannot express it.',
      },
    ),
    strategy: attr.string({ computed: true, description: 'Strategy that chooses the hyperparameters.' }),
    search_space: attr.string({ computed: true, description: 'The ranges on one line.' }),
    cost_ceiling_usd: attr.number({
      computed: true,
      description:
        'Maximum cost of the newest search at list price in US dollars; null when it has no limit or the price is not known.',
    }),
    cost_ceiling: attr.string({
      computed: true,
      description: 'The same as text: `$56.32`, `UNBOUNDED` or `unknown price`.',
    }),
    search_cost_usd: attr.number({
      computed: true,
      description:
        'What the ended training jobs of the newest search have cost at list price in US dollars, at most `cost_ceiling_usd`; while a search ' +
        'on spot instances runs, what their whole time costs. Null when a price is not known.',
    }),
    search_billable_seconds: attr.number({
      computed: true,
      description: 'The seconds that `search_cost_usd` is the price of.',
    }),
    cost_usd: attr.number({
      computed: true,
      description:
        'What the ended training jobs of all searches have cost at list price, without the discount of spot instances; null when a price is not known.',
    }),
    generations: attr.listNested(generation, {
      computed: true,
      nonNull: true,
      description: 'All searches whose records exist, oldest first.',
    }),
  },
});
