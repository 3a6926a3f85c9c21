import type { DraftOf, ValuesOf } from '../experiment/attribute';
import { fingerprint } from '../experiment/fingerprint';
import { complete } from '../experiment/complete';
import { hasShortForms, longForm } from '../experiment/long-form';
import type { ShortForms } from '../experiment/long-form';
import { trainingJobModel } from './model';

/** The values of one training job: everything that the paid job depends on and nothing else. */
export type TrainingJobSpec = ValuesOf<typeof trainingJobModel>;

/** A training job as far as it is known, and which metrics it must print. `undefined` is unknown, `null` is absent. */
export interface TrainingJobDraft extends DraftOf<typeof trainingJobModel> {
  /** Its logical name. */
  readonly name?: string | undefined;
  /** What the configuration gives in a short form; absent if there is nothing. */
  readonly shortForms?: ShortForms;
}

/** Returns the training job that a complete configuration, plan or state describes. Null and absent are the same. */
export function trainingJobSpecOf(values: object): TrainingJobSpec {
  return complete(trainingJobModel, longForm(values).values) as TrainingJobSpec;
}

/** Returns the known part of a configuration. `isUnknown` recognises placeholders for values decided later. */
export function trainingJobDraftOf(values: object, isUnknown: (value: unknown) => boolean): TrainingJobDraft {
  const { name } = values as { readonly name?: unknown };
  const { values: long, ...shortForms } = longForm(values, isUnknown);
  return {
    ...complete(trainingJobModel, long, { isUnknown, absent: null }),
    ...(typeof name === 'string' && !isUnknown(name) && { name }),
    ...(hasShortForms(shortForms) && { shortForms }),
  };
}

/** Returns the SHA-256 of everything the paid job depends on; see `fingerprint` of an experiment. */
export const trainingJobFingerprint = (spec: TrainingJobSpec): string => fingerprint(spec, trainingJobModel);
