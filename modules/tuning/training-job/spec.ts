import type { DraftOf, ValuesOf } from '../experiment/attribute';
import { fingerprint } from '../experiment/fingerprint';
import { complete } from '../experiment/spec';
import { trainingJobModel } from './model';

/** The values of one training job: everything that the paid job depends on and nothing else. */
export type TrainingJobSpec = ValuesOf<typeof trainingJobModel>;

/** A training job as far as it is known, and which metrics it must print. `undefined` is unknown, `null` is absent. */
export interface TrainingJobDraft extends DraftOf<typeof trainingJobModel> {
  /** Its logical name. */
  readonly name?: string | undefined;
}

/** Returns the training job that a complete configuration, plan or state describes. Null and absent are the same. */
export function trainingJobSpecOf(values: object): TrainingJobSpec {
  return complete(trainingJobModel, values) as TrainingJobSpec;
}

/** Returns the known part of a configuration. `isUnknown` recognises placeholders for values decided later. */
export function trainingJobDraftOf(values: object, isUnknown: (value: unknown) => boolean): TrainingJobDraft {
  const { name } = values as { readonly name?: unknown };
  return {
    ...complete(trainingJobModel, values, { isUnknown, absent: null }),
    ...(typeof name === 'string' && !isUnknown(name) && { name }),
  };
}

/** Returns the SHA-256 of everything the paid job depends on; see `fingerprint` of an experiment. */
export const trainingJobFingerprint = (spec: TrainingJobSpec): string => fingerprint(spec, trainingJobModel);
