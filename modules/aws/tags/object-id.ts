import type { Clock } from '../../kernel';
import { TAG_KEYS } from './ownership';
import type { Tags } from './sync-tags';

/**
 * The id that Terraform's object was given when it was created. Its private bytes hold it, and the tag `tuneform:object` of what it
 * launched or took over. So two objects of one name, of which one replaces the other, can tell whose an AWS object is.
 */
export type ObjectId = string;

/** The Terraform object that wants to stop or delete something. `whichever`: which object has it does not matter. */
export type Claim = { readonly objectId: ObjectId | undefined } | 'whichever';

const TIME_DIGITS = 9;
const CHANCE_DIGITS = 8;
const BASE = 36;

/** Returns a new id. Ids sort in the order in which they were drawn, as far as the machines' clocks agree. */
export function newObjectId({
  clock,
  random,
}: {
  readonly clock: Clock;
  readonly random: () => number;
}): ObjectId {
  const time = Math.floor(clock.now()).toString(BASE).padStart(TIME_DIGITS, '0');
  const digit = (): string => Math.min(BASE - 1, Math.floor(random() * BASE)).toString(BASE);
  return `${time}-${Array.from({ length: CHANCE_DIGITS }, digit).join('')}`;
}

/** Returns the tags without the id, which no attribute shows and no drift concerns, and the id. */
export function splitObjectId(tags: Tags): { readonly tags: Tags; readonly objectId?: ObjectId } {
  const { [TAG_KEYS.object]: objectId, ...rest } = tags;
  return { tags: rest, ...(objectId !== undefined && { objectId }) };
}

/** Returns the tags and the id as AWS keeps them. */
export function allTags({
  tags,
  objectId,
}: {
  readonly tags: Tags;
  readonly objectId?: ObjectId | undefined;
}): Tags {
  return objectId === undefined ? tags : { ...tags, [TAG_KEYS.object]: objectId };
}

/**
 * Returns the id that something should carry after an object has adopted it. The youngest stays, so that two objects that adopt it at
 * once do not take it from each other for ever.
 */
export function youngestId(mine: ObjectId, carried: ObjectId | undefined): ObjectId {
  return carried !== undefined && carried > mine ? carried : mine;
}

/** Returns whether another Terraform object has taken over what carries the id. What carries none is no other object's. */
export function isTakenOver(claim: Claim, carried: ObjectId | undefined): boolean {
  return claim !== 'whichever' && carried !== undefined && carried !== claim.objectId;
}

/**
 * Returns whether what the state does not know is of a successor. What is older was launched by an object whose state was lost; an
 * object without an id was created before there were any.
 */
export function isOfSuccessor(claim: Claim, carried: ObjectId | undefined): boolean {
  if (claim === 'whichever' || carried === undefined) return false;
  return claim.objectId === undefined || carried > claim.objectId;
}
