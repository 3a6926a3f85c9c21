import { describeOwnTrainingJob, newObjectId, patiently, syncTags, trainingJobTags } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineResource, isKnown, whollyKnown } from '../../plugin';
import { errorsAmong } from '../advice';
import { claimOf } from '../claim-of';
import { ownTags } from '../own-tags';
import type { ProviderData } from '../provider-data';
import { shownTags } from '../shown-tags';
import { desiredTrainingJob, ownershipOf } from './desired-training-job';
import { findingsOf } from './findings-of';
import { importTrainingJob } from './import-training-job';
import { planTrainingJob } from './plan-training-job';
import { afterRefresh, continuationIn, rememberedIn, rememberObject } from './planned-continuation';
import { removeTrainingJob, stopSuperseded } from './remove-training-job';
import { trainingJobSchema } from './schema';
import { settleTrainingJob } from './settle-training-job';

/** `tuneform_training_job`: a smoke run. What depends on it starts only after it has passed. */
export const trainingJobResource = defineResource<typeof trainingJobSchema, ProviderData>({
  typeName: 'tuneform_training_job',
  schema: trainingJobSchema,

  validate: ({ config }) => errorsAmong(findingsOf(config)),

  plan: (request, { signal }) => planTrainingJob(request, signal),

  create: ({ planned, configured, private: kept }, context) =>
    settleTrainingJob(
      {
        planned,
        configured,
        isExpected: continuationIn(kept).seen === true,
        objectId: newObjectId(configured.session),
      },
      context,
    ),

  async read({ state, configured, private: bytes }, { signal }) {
    const { session, defaultTags, owner } = configured;
    const name = state.training_job_name;
    const seen = await patiently(session, signal, () => describeOwnTrainingJob(session, name, signal));
    if (seen === undefined) {
      if (state.status === 'Unconfirmed') return { state };
      return { state: { ...state, status: 'Missing' }, diagnostics: [missingWarning(name)] };
    }
    return {
      state: {
        ...state,
        status: seen.status,
        tags: ownTags(state.tags, seen.tags, defaultTags),
        tags_all: shownTags(seen.tags, trainingJobTags(ownershipOf(state, owner))),
      },
      private: afterRefresh(bytes, seen),
    };
  },

  async update({ planned, prior, configured, priorPrivate }, context) {
    const { objectId = newObjectId(configured.session), training_job_arn: arn } = rememberedIn(priorPrivate);
    if (!isKnown(planned.status)) {
      const isSame = planned.training_job_name === prior.training_job_name;
      if (!isSame) await stopSuperseded(configured, { state: prior, arn }, context.signal);
      return settleTrainingJob({ planned, configured, isExpected: isSame, objectId }, context);
    }
    const { session } = configured;
    const { name, tags: desired } = desiredTrainingJob(planned, configured, objectId);
    const seen = await describeOwnTrainingJob(session, name, context.signal);
    if (seen !== undefined) {
      await syncTags(session, seen.arn, { observed: seen.tags, desired, signal: context.signal });
    }
    const sight = seen === undefined ? undefined : { arn: seen.arn, tags: desired };
    return { state: whollyKnown(planned), private: rememberObject(objectId, sight) };
  },

  delete({ prior, configured, ...bytes }, { signal }) {
    // A replacement of this very job is no destruction: its creation continues it.
    if (continuationIn(bytes.replacement).continues === prior.training_job_name) return Promise.resolve({});
    const { objectId, training_job_arn: arn } = rememberedIn(bytes.private);
    return removeTrainingJob(configured, { state: prior, claim: claimOf(bytes, objectId), arn }, signal);
  },

  importState: ({ id, configured }, { signal }) => importTrainingJob(configured, id, signal),
});

function missingWarning(name: string): Diagnostic {
  return warningAt(
    ['training_job_name'],
    'Training Job Record Missing',
    `The record of training job "${name}" was deleted outside Terraform. A passed smoke run stays passed; any other is run again by ` +
      'the next apply. [TRAINING_JOB_MISSING]',
  );
}
