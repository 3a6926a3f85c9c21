import { atLeast, attr, defineSchema, oneOf, types, wholeNumber } from '../../plugin';
import { writtenExperiment } from '../../tuning';
import { settableTags, tagsDescription } from '../tag-checks';
import { computedAttributes, derivedAttributes, shownAttributes } from './computed-attributes';
import { schemaOf } from './schema-of';

const inputAttributes = {
  name: attr.string({
    required: true,
    description: 'Logical name; the names of its tuning jobs begin with it.',
  }),
  ...schemaOf(writtenExperiment),
  tags: attr.map(types.string, {
    optional: true,
    description: tagsDescription('tuning job', 'experiment'),
    validators: [settableTags],
  }),
  run: attr.number({
    optional: true,
    description: 'Raise it to run, and pay for, the same search again. Default 1.',
    validators: [wholeNumber({ min: 1 })],
  }),
  budget_usd: attr.number({
    optional: true,
    description:
      'What a launch may cost at most, at list price, in US dollars. A change launches nothing and leaves a running search alone.',
    validators: [atLeast(0.01)],
  }),
  budget_action: attr.string({
    optional: true,
    description:
      '`reject` (default): the plan fails if the maximum cost is above the budget, without limit or unknown. `stop`: the tuning job is ' +
      'launched with a `max_runtime_in_seconds` at which the service stops it within the budget; its best training job counts.',
    validators: [oneOf('reject', 'stop')],
  }),
  on_change: attr.string({
    optional: true,
    description:
      'What happens to a running search that an edit supersedes: `let_finish` (default) leaves it alone, `stop_previous` stops ' +
      'it after the new one is launched, or before, if that starts from its results.',
    validators: [oneOf('let_finish', 'stop_previous')],
  }),
  on_missing: attr.string({
    optional: true,
    description:
      'What happens if the record of the current search was deleted outside Terraform: `keep` (default) launches nothing, ' +
      '`relaunch` launches it again under its name.',
    validators: [oneOf('keep', 'relaunch')],
  }),
  on_destroy: attr.string({
    optional: true,
    description:
      '`stop` (default) stops running jobs and keeps the records, `delete` also deletes the records, `detach` ' +
      'changes nothing. Training jobs and artifacts always stay.',
    validators: [oneOf('stop', 'delete', 'detach')],
  }),
} as const;

/** `tuneform_experiment`: AWS's own names in Terraform's spelling. A default is not part of a plan, so it has no line there. */
export const experimentSchema = defineSchema({
  description:
    'A hyperparameter search on SageMaker. Applying launches the tuning job and returns; it never waits for the ' +
    'search. A change of anything the search depends on launches another tuning job, a new generation, and keeps ' +
    'the earlier ones.',
  attributes: { ...inputAttributes, ...shownAttributes, ...derivedAttributes },
});

/** What a setting that the configuration leaves out is. */
export const SETTINGS = {
  run: 1,
  budget_action: 'reject',
  on_change: 'let_finish',
  on_missing: 'keep',
  on_destroy: 'stop',
} as const;

const text = (otherwise: string) =>
  attr.string({ optional: true, default: otherwise, description: `Default \`${otherwise}\`.` });

/** An experiment with all that is known about it: what Terraform shows, the defaults, and what only the private bytes hold. */
export const wholeSchema = defineSchema({
  description: 'An experiment with all that is known about it.',
  attributes: {
    ...inputAttributes,
    run: attr.number({ optional: true, default: SETTINGS.run, description: 'Default 1.' }),
    budget_action: text(SETTINGS.budget_action),
    on_change: text(SETTINGS.on_change),
    on_missing: text(SETTINGS.on_missing),
    on_destroy: text(SETTINGS.on_destroy),
    ...computedAttributes,
  },
});
