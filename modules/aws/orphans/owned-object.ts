/** The kinds of objects that Tuneform makes in SageMaker and marks with its tags. */
export type OwnedKind = 'tuning job' | 'endpoint' | 'endpoint configuration' | 'model';

/** Something in the account that carries Tuneform's tags. */
export interface OwnedObject {
  readonly kind: OwnedKind;
  readonly name: string;
  readonly arn: string;
  /** SageMaker's status; absent for what has none. */
  readonly status?: string;
  readonly createdAtMs: number;
  readonly owner: string;
  /** The experiment of a tuning job, the endpoint of anything else; absent when the tag is gone. */
  readonly belongsTo?: string;
  /** Of a tuning job. */
  readonly generation?: number;
  /** True while it costs money. */
  readonly billed: boolean;
  /** False for a tuning job whose name does not follow from its tags: then they prove nothing. */
  readonly proven: boolean;
}
