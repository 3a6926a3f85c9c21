import { attr, atLeast, defineSchema, wholeNumber } from '../../plugin';

const candidate = {
  compute: attr.string({ computed: true, nonNull: true, description: '`CPU` or `GPU`.' }),
  instance_type: attr.string({ computed: true, nonNull: true, description: 'Instance type for training.' }),
  vcpus: attr.number({ computed: true, nonNull: true, description: 'Virtual processors.' }),
  memory_gb: attr.number({ computed: true, nonNull: true, description: 'Main memory, GB.' }),
  gpus: attr.number({ computed: true, nonNull: true, description: 'Graphics processors.' }),
  gpu_memory_gb: attr.number({
    computed: true,
    nonNull: true,
    description: 'Memory of all graphics processors, GB.',
  }),
  price_per_hour_usd: attr.number({
    computed: true,
    description: 'List price of an hour of training in the provider’s region; null if it is not known.',
  }),
  quota_instances: attr.number({
    computed: true,
    description:
      'How many on-demand instances of the type the account may train on at a time; null if it is not known.',
  }),
  quota_spot_instances: attr.number({
    computed: true,
    description: 'How many spot instances; null if it is not known.',
  }),
  measured_hours: attr.number({
    computed: true,
    description:
      'How long one training job took on the largest data set that was measured; null if it was not.',
  }),
  measured_cost_usd: attr.number({
    computed: true,
    description: 'What that costs at the list price, on demand.',
  }),
  because: attr.string({ computed: true, nonNull: true, description: 'Why this machine.' }),
} as const;

/** `tuneform_instance_recommendation`: machines for data of a given size. */
export const instanceRecommendationSchema = defineSchema({
  description:
    'Machines for training on a table of a given size, CPU and GPU side by side, with price and quota. Declare `data_gb`, or `rows` and `columns`. ' +
    'The rules are those of a published benchmark of gradient boosting; measure your own training before you rely on them.',
  attributes: {
    data_gb: attr.number({
      optional: true,
      description: 'Size of the data in memory as 32-bit numbers, GB.',
      validators: [atLeast(0.001)],
    }),
    rows: attr.number({
      optional: true,
      description: 'Rows of the table.',
      validators: [wholeNumber({ min: 1 })],
    }),
    columns: attr.number({
      optional: true,
      description: 'Columns of the table.',
      validators: [wholeNumber({ min: 1 })],
    }),
    size_gb: attr.number({ computed: true, nonNull: true, description: 'The size that decided, GB.' }),
    cpu_instance_type: attr.string({
      computed: true,
      nonNull: true,
      description: 'The candidate without a GPU.',
    }),
    gpu_instance_type: attr.string({
      computed: true,
      nonNull: true,
      description: 'The candidate with GPUs.',
    }),
    candidates: attr.listNested(candidate, {
      computed: true,
      nonNull: true,
      description: 'Both, the cheaper an hour first.',
    }),
    prices: attr.string({
      computed: true,
      nonNull: true,
      description: 'Region and date of the prices, or that there are none.',
    }),
    quotas: attr.string({
      computed: true,
      nonNull: true,
      description: 'Region of the quotas, or why they were not looked at. The plan never fails for that.',
    }),
    source: attr.string({
      computed: true,
      nonNull: true,
      description: 'Where the rules and measurements come from.',
    }),
  },
});
