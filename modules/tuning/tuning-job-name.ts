import { canonicalJson, sha256Base32 } from '../kernel';

/** The identity of a paid tuning job, unique in an account and region. */
export interface TuningJobIdentity {
  /** The provider's `owner`. */
  readonly owner: string;
  /** The experiment's logical name. */
  readonly name: string;
  /** {@link fingerprint} of the spec. */
  readonly fingerprint: string;
  /** 1 or more. The practitioner raises it to pay for the same search again. */
  readonly run: number;
  /** Which of the search's tuning jobs, 1 to {@link MAX_SHARD}; absent for the first. */
  readonly shard?: number | undefined;
}

/** SageMaker's own limit on a tuning job's name. */
export const MAX_TUNING_JOB_NAME_LENGTH = 32;
const MAX_PREFIX_LENGTH = 19;
const HASH_LENGTH = 12;
const HASH = /^[a-z2-7]{12}$/;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** The last characters of the hash tell the tuning jobs of one search apart. */
const SHARD_LENGTH = 2;
/** The highest number of a tuning job in its search. */
export const MAX_SHARD = BASE32.length ** SHARD_LENGTH - 1;
/** The prefix if no character of the logical name survives sanitising. */
const FALLBACK_PREFIX = 'tuning';

/**
 * Returns the name of the tuning job that runs this search: a readable prefix of the logical name, a hyphen, and 12
 * base32 characters (60 bits) of SHA-256 over the identity. At most 32 characters, lower-case, because SageMaker
 * compares names case-insensitively. A pure function of the identity, so that a lost state file, a second pipeline
 * and a return to an earlier spec all lead to the existing job instead of paying again.
 *
 * The tuning jobs of one search differ in the last two characters alone: the first job's, counted on by the shard. So
 * {@link isOfSameSearch} tells from two names whether they belong together.
 */
export function tuningJobName(identity: TuningJobIdentity): string {
  const { owner, name, run, shard } = identity;
  const hash = sha256Base32(
    canonicalJson({ owner, name, fingerprint: identity.fingerprint, run }),
    HASH_LENGTH,
  );
  return `${readablePrefix(name)}-${countOn(hash, shard ?? 0)}`;
}

/** Returns true if two names are equal or {@link tuningJobName} may have made them for the same search. */
export function isOfSameSearch(one: string, other: string): boolean {
  if (one === other) return true;
  const parts = [one, other].map((name) => {
    const hashAt = name.lastIndexOf('-') + 1;
    return hashAt > 1 && HASH.test(name.slice(hashAt)) ? name.slice(0, -SHARD_LENGTH) : undefined;
  });
  return parts[0] !== undefined && parts[0] === parts[1];
}

/** Returns the common prefix of the names of an experiment's tuning jobs, for every owner, search and run. */
export function tuningJobPrefix(experiment: string): string {
  return `${readablePrefix(experiment)}-`;
}

/** True for a name that {@link tuningJobName} may have made for the experiment. */
export function isTuningJobNameOf(name: string, experiment: string): boolean {
  const prefix = tuningJobPrefix(experiment);
  return name.startsWith(prefix) && HASH.test(name.slice(prefix.length));
}

/** Adds the shard to the number that the last characters are in base 32; the highest number is followed by zero. */
function countOn(hash: string, shard: number): string {
  const digits = Array.from(hash.slice(-SHARD_LENGTH), (character) => BASE32.indexOf(character));
  const first = digits.reduce((value, digit) => value * BASE32.length + digit, 0);
  const value = (first + shard) % (MAX_SHARD + 1);
  const last = [Math.floor(value / BASE32.length), value % BASE32.length];
  return hash.slice(0, -SHARD_LENGTH) + last.map((digit) => BASE32.charAt(digit)).join('');
}

/** Returns the part of a logical name that a job's name begins with: lower-case words with hyphens. */
export function readablePrefix(name: string, maxLength = MAX_PREFIX_LENGTH): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, maxLength)
    .replace(/-+$/, '');
  return words === '' ? FALLBACK_PREFIX : words;
}
