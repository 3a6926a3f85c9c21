import type { AttributePath } from '../../kernel';
import type { DraftOf, ValuesOf } from './attribute';
import { trainingJobDefinition } from './model';
import type { listedDefinition } from './model';
import type { ExperimentDraft, ExperimentSpec } from './spec';

type Listed = ValuesOf<typeof listedDefinition>;

/** One training definition of a search, with its ranges and objective. Unnamed if it is the only one. */
export type TrainingJobDefinition = Omit<Listed, 'definition_name'> &
  Partial<Pick<Listed, 'definition_name'>>;

/**
 * Returns the training definitions of a search, one to ten. An experiment without a list of them is its own only one: its
 * members stand beside those of the search, its objective and ranges among the latter.
 */
export function definitionsOf(spec: ExperimentSpec): readonly TrainingJobDefinition[] {
  // The cost question has the attributes that bound a cost, and may lack this one.
  const { training_job_definitions: listed = [] } = spec as Partial<ExperimentSpec>;
  return listed.length > 0 ? listed : [flat(spec) as TrainingJobDefinition];
}

/** The known part of a training definition, and its place in the configuration. */
export interface PlacedDefinition {
  readonly definition: DraftOf<typeof listedDefinition>;
  /** Of its members; empty if they are the experiment's own. */
  readonly path: AttributePath;
  readonly objectivePath: AttributePath;
  readonly rangesPath: AttributePath;
}

/** Returns the training definitions of a draft, in their order. While it is not known whether there is a list, there is none. */
export function placeDefinitions(draft: ExperimentDraft): readonly PlacedDefinition[] {
  const listed = draft.training_job_definitions ?? [];
  if (listed.length === 0) {
    return [
      { definition: flat(draft), path: [], objectivePath: ['objective'], rangesPath: ['parameter_ranges'] },
    ];
  }
  return listed.map((definition, index) => {
    const path = ['training_job_definitions', index];
    return {
      definition,
      path,
      objectivePath: [...path, 'tuning_objective'],
      rangesPath: [...path, 'hyper_parameter_ranges'],
    };
  });
}

function flat(values: ExperimentDraft): DraftOf<typeof listedDefinition> {
  // What is required and missing is null in a draft. One check reports it, and for all others it is not known.
  const own = Object.entries(trainingJobDefinition).map(([name, { presence }]) => {
    const value = values[name as keyof typeof values];
    return [name, presence === 'required' ? (value ?? undefined) : value];
  });
  return {
    ...(Object.fromEntries(own) as DraftOf<typeof trainingJobDefinition>),
    tuning_objective: values.objective ?? undefined,
    hyper_parameter_ranges: values.parameter_ranges ?? undefined,
  };
}
