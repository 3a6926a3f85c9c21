import {
  describeOwnTrainingJob,
  TAG_KEYS,
  trainingJobFollowsFromTags,
  trainingJobOwnership,
} from '../../aws';
import type { ObservedTrainingJob } from '../../aws';
import { TuneformError } from '../../kernel';
import { shortForm, trainingJobCeiling, trainingJobFingerprint, trainingJobModel } from '../../tuning';
import type { writtenTrainingJob } from '../../tuning';
import { inputsOf } from '../experiment/inputs-of';
import { ownTags } from '../own-tags';
import type { ProviderData } from '../provider-data';
import { shownTags } from '../shown-tags';
import { demandsOf } from './desired-training-job';
import { judgeTrainingJob } from './judge-training-job';
import { rememberObject } from './planned-continuation';
import { decidedBy } from './settle-training-job';
import type { TrainingJobState } from './types';

/** Rebuilds the state of a training job from its description and its tags, and judges it as a new one would be. Changes nothing. */
export async function importTrainingJob(
  configured: ProviderData,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly state: TrainingJobState; readonly private: Uint8Array }> {
  const { session, owner, defaultTags } = configured;
  const observed = await describeOwnTrainingJob(session, name, signal);
  if (observed === undefined) {
    throw new TuneformError(
      `Region ${session.settings.region} has no training job "${name}". Give the name of the training job, not the logical name.`,
      { code: 'IMPORT_NOT_FOUND', summary: 'Nothing to Import' },
    );
  }
  const ownership = trainingJobOwnership(observed.tags);
  const { spec, tags } = observed;
  if (ownership?.owner !== owner || spec === undefined || !matchesTags(observed)) {
    throw new TuneformError(
      `Training job "${name}" ${reasonAgainst(observed, owner)}, so it cannot be managed here. If the job is yours, set the provider’s ` +
        'owner to that of its tags, or restore its tags; otherwise leave it out and let Terraform launch one.',
      { code: 'IMPORT_NOT_OURS', summary: 'Training Job Cannot Be Imported' },
    );
  }
  const inputs = shortForm(inputsOf(trainingJobModel, spec)) as Pick<
    TrainingJobState,
    keyof typeof writtenTrainingJob
  >;
  const ceiling = trainingJobCeiling(spec, configured.prices).usd;
  const judged = ['Completed', 'Failed', 'Stopped'].includes(observed.status)
    ? await judgeTrainingJob(session, { observed, spec, demands: demandsOf({ require: null }) }, signal)
    : undefined;
  const unjudged = {
    verdict: 'waiting' as const,
    because: `imported from training job ${name}.`,
    metrics: {},
    used: null,
  };
  const judgement = judged?.kind === 'judged' ? judged.judgement : unjudged;
  const state: TrainingJobState = {
    ...inputs,
    name: ownership.training_job,
    require: null,
    wait: null,
    run: ownership.run,
    on_destroy: 'stop',
    tags: ownTags(null, tags, defaultTags),
    tags_all: shownTags(tags),
    training_job_name: name,
    cost_ceiling_usd: typeof ceiling === 'number' ? ceiling : null,
    ...decidedBy(judgement, { observed, prices: configured.prices }),
  };
  return { state, private: rememberObject(observed.objectId, observed) };
}

function matchesTags({ name, tags, spec }: ObservedTrainingJob): boolean {
  const ownership = trainingJobFollowsFromTags(name, tags);
  return spec !== undefined && ownership?.fingerprint === trainingJobFingerprint(spec);
}

function reasonAgainst({ tags, inexpressible = [] }: ObservedTrainingJob, owner: string): string {
  const ownership = trainingJobOwnership(tags);
  if (ownership === undefined) return 'carries no tags of a tuneform_training_job';
  if (ownership.owner !== owner) {
    return `belongs to owner "${ownership.owner}", but this provider's owner is "${owner}"`;
  }
  if (inexpressible.length > 0) {
    return `has ${inexpressible.join(', ')}, which no attribute of tuneform_training_job can express`;
  }
  return `does not match its tag ${TAG_KEYS.fingerprint}, or its name does not follow from its tags: they were edited`;
}
