import { isTerminal } from '../../tuning';
import type { TuningJobStatus } from '../../tuning';
import { isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { followsFromTags } from '../tags/follows-from-tags';
import { TAG_KEYS } from '../tags/ownership';
import { listTags } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { trainingJobFollowsFromTags } from '../training-job/training-job-removal-client';
import { listSummaries } from './list-summaries';
import type { Summary } from './list-summaries';
import { isJob } from './owned-object';
import type { OwnedKind, OwnedObject } from './owned-object';

/** Names that Tuneform creates end in a hash; the practitioner names endpoints. */
const OWN_NAME = /-[a-z2-7]{12}$/;

/**
 * Returns the objects of one kind that carry Tuneform's tags. Reads only the tags of objects whose name may be Tuneform's.
 *
 * @param which `isKnown` returns true for objects to skip; `ended` includes jobs that have ended.
 */
export async function listOwned(
  session: AwsSession,
  which: {
    readonly kind: OwnedKind;
    readonly ended: boolean;
    readonly isKnown: (object: { readonly name: string; readonly arn: string }) => boolean;
  },
  signal: AbortSignal,
): Promise<readonly OwnedObject[]> {
  const { kind } = which;
  const owned: OwnedObject[] = [];
  for (const summary of await listSummaries(session, which, signal)) {
    if (kind !== 'endpoint' && !OWN_NAME.test(summary.name)) continue;
    if (which.isKnown(summary)) continue;
    const tags = await tagsOf(session, summary, signal);
    const owner = tags[TAG_KEYS.owner];
    // The training jobs of a search inherit its tags.
    if (kind === 'training job' && tags[TAG_KEYS.training_job] === undefined) continue;
    if (owner !== undefined) owned.push(ownedObject(kind, summary, { owner, tags }));
  }
  return owned;
}

/** Returns the tags of an object; undefined if it was deleted meanwhile. */
async function tagsOf(session: AwsSession, { arn }: Summary, signal: AbortSignal): Promise<Tags> {
  try {
    return await listTags(session, arn, signal);
  } catch (error) {
    if (isAwsError(error, 'absent')) return {};
    throw error;
  }
}

function ownedObject(
  kind: OwnedKind,
  summary: Summary,
  { owner, tags }: { readonly owner: string; readonly tags: Tags },
): OwnedObject {
  const belongsTo = tags[SOURCE_TAGS[kind]];
  const ownership = kind === 'tuning job' ? followsFromTags(summary.name, tags) : undefined;
  return {
    kind,
    ...summary,
    owner,
    ...(belongsTo !== undefined && { belongsTo }),
    ...(ownership !== undefined && { generation: ownership.generation }),
    billed: isBilled(kind, summary),
    proven: isProven(kind, summary.name, tags),
  };
}

/** The tag that says what an object belongs to. */
const SOURCE_TAGS: Readonly<Record<OwnedKind, string>> = {
  'tuning job': TAG_KEYS.experiment,
  'training job': TAG_KEYS.training_job,
  endpoint: TAG_KEYS.endpoint,
  'endpoint configuration': TAG_KEYS.endpoint,
  model: TAG_KEYS.endpoint,
};

/** Returns whether an object's tags prove that Tuneform created it. */
function isProven(kind: OwnedKind, name: string, tags: Tags): boolean {
  if (kind === 'tuning job') return followsFromTags(name, tags) !== undefined;
  if (kind === 'training job') return trainingJobFollowsFromTags(name, tags) !== undefined;
  return tags[SOURCE_TAGS[kind]] !== undefined;
}

/** Returns whether an object costs money. A failed endpoint has no instances; configurations and models never have any. */
function isBilled(kind: OwnedKind, { status }: Summary): boolean {
  if (kind === 'endpoint') return status !== 'Failed';
  return isJob(kind) && !isTerminal((status ?? 'InProgress') as TuningJobStatus);
}
