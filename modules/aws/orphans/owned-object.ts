import type { ListedKind } from '../list-objects';

/**
 * The kinds of objects that Tuneform creates in SageMaker with its tags. A training job is a smoke run: those of a search are their
 * tuning job's.
 */
export type OwnedKind = ListedKind;

/** Kinds that are stopped and keep their records; they cost nothing when they have ended. */
export const isJob = (kind: OwnedKind): boolean => kind === 'tuning job' || kind === 'training job';

/** An object in the account that carries Tuneform's tags. */
export interface OwnedObject {
  readonly kind: OwnedKind;
  readonly name: string;
  readonly arn: string;
  /** SageMaker's status; absent for kinds without a status. */
  readonly status?: string;
  readonly createdAtMs: number;
  readonly owner: string;
  /** The experiment of a tuning job, the logical name of a smoke run or the endpoint of another object; absent without the tag. */
  readonly belongsTo?: string;
  /** The generation of a tuning job. */
  readonly generation?: number;
  /** True while the object costs money. */
  readonly billed: boolean;
  /** False for a job whose name does not follow from its tags, so that they prove nothing. */
  readonly proven: boolean;
}
