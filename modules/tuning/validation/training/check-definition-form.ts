import { listedDefinition, trainingJobDefinition, tuningJobConfig } from '../../experiment/model';
import type { Attribute } from '../../experiment/attribute';
import type { ExperimentDraft } from '../../experiment/spec';
import type { Report } from '../report';

/** The experiment's own members that several definitions replace, each with its name among theirs. */
const OWN: Readonly<Record<string, string>> = {
  objective: 'tuning_objective',
  parameter_ranges: 'hyper_parameter_ranges',
  ...Object.fromEntries(Object.keys(trainingJobDefinition).map((name) => [name, name])),
};

/** Checks that a search has either its own training definition, whole, or a list of them (AWS: TrainingJobDefinition[s]). */
export function checkDefinitionForm(draft: ExperimentDraft, report: Report): void {
  const listed = draft.training_job_definitions;
  if (listed === undefined) return;
  for (const [name, inList] of Object.entries(OWN)) {
    const value = draft[name as keyof ExperimentDraft] as unknown;
    if (listed.length > 0 && isGiven(value)) {
      report.error(
        [name],
        'Two Forms of Training Definition',
        `${name} is given, and so is training_job_definitions, each of which has its own ${inList}. Move it into them or remove the list.`,
      );
    }
    if (listed.length === 0 && isMissing(name, value, draft)) {
      report.error(
        [name],
        'Missing Required Attribute',
        `${name} is missing. A search needs it, unless training_job_definitions lists its training definitions.`,
      );
    }
  }
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);

function isMissing(name: string, value: unknown, { autotune }: ExperimentDraft): boolean {
  const attributes: Readonly<Record<string, Attribute>> = { ...listedDefinition, ...tuningJobConfig };
  if (attributes[name]?.presence !== 'required') return false;
  // Autotune chooses ranges.
  if (name === 'parameter_ranges' && autotune !== null) return false;
  return value === null || (Array.isArray(value) && value.length === 0);
}
