import { MARKS_OF, TAG_PREFIX } from '../../tuning';

/** The owner and the source of a tuning job, written as tags at its creation and read before its adoption. */
export interface Ownership {
  readonly owner: string;
  readonly experiment: string;
  readonly fingerprint: string;
  readonly generation: number;
  readonly run: number;
  /** Which of the search's tuning jobs, 1 and up; absent for the first. */
  readonly shard?: number | undefined;
}

/** The owner of an endpoint, its configuration or its model. */
export interface EndpointOwnership {
  readonly owner: string;
  /** Logical name of the endpoint. */
  readonly endpoint: string;
}

/** The owner and the source of a training job that no search launched. */
export interface TrainingJobOwnership {
  readonly owner: string;
  /** Its logical name. */
  readonly training_job: string;
  readonly fingerprint: string;
  readonly run: number;
}

/** The keys of Tuneform's own tags. No other file contains them. */
export const TAG_KEYS = {
  owner: `${TAG_PREFIX}owner`,
  experiment: `${TAG_PREFIX}experiment`,
  endpoint: `${TAG_PREFIX}endpoint`,
  training_job: `${TAG_PREFIX}training-job`,
  fingerprint: `${TAG_PREFIX}fingerprint`,
  generation: `${TAG_PREFIX}generation`,
  run: `${TAG_PREFIX}run`,
  shard: `${TAG_PREFIX}shard`,
  adjusted: `${TAG_PREFIX}adjusted`,
  data: `${TAG_PREFIX}data`,
  object: `${TAG_PREFIX}object`,
} as const;

/** Returns the tags of an experiment's object. Every training job of a tuning job inherits them. */
export function ownershipTags(ownership: Ownership): Readonly<Record<string, string>> {
  const { shard } = ownership;
  return {
    ...Object.fromEntries(MARKS_OF.experiment.map((mark) => [TAG_KEYS[mark], String(ownership[mark])])),
    ...(shard !== undefined && { [TAG_KEYS.shard]: String(shard) }),
  };
}

/** Returns the tags of an endpoint, its configuration and its model. */
export function endpointTags(ownership: EndpointOwnership): Readonly<Record<string, string>> {
  return Object.fromEntries(MARKS_OF.endpoint.map((mark) => [TAG_KEYS[mark], ownership[mark]]));
}

/** Returns the tags of a training job that no search launched. */
export function trainingJobTags(ownership: TrainingJobOwnership): Readonly<Record<string, string>> {
  return Object.fromEntries(MARKS_OF.training_job.map((mark) => [TAG_KEYS[mark], String(ownership[mark])]));
}

/** Returns the ownership in a training job's tags, or `undefined` if Tuneform's tags are missing or incomplete. */
export function trainingJobOwnership(
  tags: Readonly<Record<string, string>>,
): TrainingJobOwnership | undefined {
  const owner = tags[TAG_KEYS.owner];
  const training_job = tags[TAG_KEYS.training_job];
  const fingerprint = tags[TAG_KEYS.fingerprint];
  if (owner === undefined || training_job === undefined || fingerprint === undefined) return undefined;
  return { owner, training_job, fingerprint, run: positive(tags[TAG_KEYS.run]) ?? 1 };
}

/** What tells a search apart, whenever it was launched. */
export type SearchIdentity = Pick<Ownership, 'owner' | 'experiment' | 'fingerprint'>;

/** Whether the tags are those of this search. */
export function isOfSearch(
  tags: Readonly<Record<string, string>>,
  { owner, experiment, fingerprint }: SearchIdentity,
): boolean {
  const theirs = ownershipFromTags(tags);
  return theirs?.owner === owner && theirs.experiment === experiment && theirs.fingerprint === fingerprint;
}

/** Returns the ownership in the tags, or `undefined` if Tuneform's tags are missing or incomplete. */
export function ownershipFromTags(tags: Readonly<Record<string, string>>): Ownership | undefined {
  const owner = tags[TAG_KEYS.owner];
  const experiment = tags[TAG_KEYS.experiment];
  const fingerprint = tags[TAG_KEYS.fingerprint];
  if (owner === undefined || experiment === undefined || fingerprint === undefined) return undefined;
  const shard = positive(tags[TAG_KEYS.shard]);
  return {
    owner,
    experiment,
    fingerprint,
    generation: positive(tags[TAG_KEYS.generation]) ?? 1,
    run: positive(tags[TAG_KEYS.run]) ?? 1,
    ...(shard !== undefined && { shard }),
  };
}

/** Returns the tags set by a practitioner or their organisation: all except Tuneform's and AWS's own. */
export function foreignTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !key.startsWith(TAG_PREFIX) && !key.startsWith('aws:')),
  );
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
