import { canonicalJson, sha256Base32 } from '../../kernel';
import { readablePrefix } from '../tuning-job-name';

/** The identity of a paid training job, unique in an account and region. */
export interface TrainingJobIdentity {
  /** The provider's `owner`. */
  readonly owner: string;
  /** Its logical name. */
  readonly name: string;
  /** Of its specification. */
  readonly fingerprint: string;
  /** 1 or more. The practitioner raises it to pay for the same job again. */
  readonly run: number;
}

/** SageMaker's own limit on a training job's name. */
export const MAX_TRAINING_JOB_NAME_LENGTH = 63;
const HASH_LENGTH = 12;
const HASH = /^[a-z2-7]{12}$/;
const MAX_PREFIX_LENGTH = MAX_TRAINING_JOB_NAME_LENGTH - HASH_LENGTH - 1;

/**
 * Returns the name of the training job: a readable prefix of the logical name, a hyphen, and 12 base32 characters of SHA-256 over
 * the identity. At most 63 characters. A pure function of the identity, for the reasons of `tuningJobName`.
 */
export function trainingJobName({ owner, name, fingerprint, run }: TrainingJobIdentity): string {
  // The kind keeps it apart from the tuning job of an equal identity.
  const identity = canonicalJson({ kind: 'training job', owner, name, fingerprint, run });
  return `${trainingJobPrefix(name)}${sha256Base32(identity, HASH_LENGTH)}`;
}

/** Returns the common prefix of the names of a smoke run's training jobs, for every owner, specification and run. */
export function trainingJobPrefix(smokeRun: string): string {
  return `${readablePrefix(smokeRun, MAX_PREFIX_LENGTH)}-`;
}

/** True for a name that {@link trainingJobName} may have made for the smoke run. */
export function isTrainingJobNameOf(name: string, smokeRun: string): boolean {
  const prefix = trainingJobPrefix(smokeRun);
  return name.startsWith(prefix) && HASH.test(name.slice(prefix.length));
}
