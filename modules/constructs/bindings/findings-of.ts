import type { Diagnostic } from '../../kernel';
import {
  draftOf,
  trainingJobDraftOf,
  validateChampion,
  validateEndpoint,
  validateExperiment,
  validateTags,
  validateTrainingJob,
} from '../../tuning';
import type { ChampionDraft, EndpointDraft } from '../../tuning';
import { Token } from '../dialect';
import { MAPS } from './maps';
import { terraformNames } from './terraform-names';
import { written } from './written';

type Values = Readonly<Record<string, unknown>>;
type Check = (attributes: Values) => readonly Diagnostic[];

/** The checks that the provider makes at plan, by type of resource. Those not listed have no rule beyond their schema. */
const CHECKS: Readonly<Record<string, Check>> = {
  tuneform_champion: (attributes) => validateChampion(known(attributes) as ChampionDraft),
  tuneform_endpoint: (attributes) => [
    ...validateEndpoint({ model_data_url: null, image: null, ...(known(attributes) as EndpointDraft) }),
    ...tagFindings(attributes, 'endpoint'),
  ],
  tuneform_experiment: (attributes) => [
    ...validateExperiment(draftOf(attributes, isUnresolved)),
    ...tagFindings(attributes, 'experiment'),
  ],
  tuneform_training_job: (attributes) => [
    ...validateTrainingJob(trainingJobDraftOf(attributes, isUnresolved), requiredMetrics(attributes)),
    ...tagFindings(attributes, 'training_job'),
  ],
};

/**
 * Returns what is wrong with a resource's configuration as far as it is known at synth, in the words of the plan; a
 * value with a token is unknown. Paths use Terraform's attribute names.
 */
export function findingsOf(type: string, config: object): readonly Diagnostic[] {
  return CHECKS[type]?.(terraformNames(written(config), MAPS)) ?? [];
}

/** How many tags the provider adds to them is known at plan. */
function tagFindings(
  { tags }: Values,
  kind: 'endpoint' | 'experiment' | 'training_job',
): readonly Diagnostic[] {
  const draft = (known(tags) ?? {}) as Readonly<Record<string, string | undefined>>;
  return validateTags(draft, { kind });
}

function requiredMetrics({ require: demands }: Values): readonly (string | undefined)[] {
  const { metric_names: names } = (known(demands) ?? {}) as {
    readonly metric_names?: readonly (string | undefined)[];
  };
  return names ?? [];
}

const isUnresolved = (value: unknown): boolean => Token.isUnresolved(value);

function known(value: unknown): unknown {
  if (isUnresolved(value)) return undefined;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(known);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, known(entry)]));
}
