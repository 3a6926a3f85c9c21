import { newObjectId } from '../../aws';
import { defineResource, isUnknown } from '../../plugin';
import type { ApplyResult } from '../../plugin';
import { draftOf, validateExperiment } from '../../tuning';
import { adviceAmong, errorsAmong } from '../advice';
import { claimOf } from '../claim-of';
import { preflightLaunch } from '../preflight/preflight-launch';
import type { ProviderData } from '../provider-data';
import { importExperiment } from './import-experiment';
import { launchSearch } from './launch-search';
import { mayLaunch } from './may-launch';
import { planExperiment } from './plan-experiment';
import { readExperiment } from './read-experiment';
import { removeExperiment } from './remove-experiment';
import { importedInputs, shownOf, wholeFinalPlan, wholePlan, wholeState } from './record';
import { experimentSchema } from './schema';
import type { wholeSchema } from './schema';
import type { SearchRequest } from './search-request';
import { repairTags, reuse } from './settle-search';
import { strayWarning } from './stray-diagnostics';
import { strayJobs } from './stray-jobs';
import type { ShownFinalPlan, ShownPlan, ShownState } from './types';

/** `tuneform_experiment`: launches searches, keeps their history, never waits for them. */
export const experimentResource = defineResource<typeof experimentSchema, ProviderData>({
  typeName: 'tuneform_experiment',
  schema: experimentSchema,

  validate: ({ config }) => errorsAmong(validateExperiment(draftOf(config, isUnknown))),

  async plan(request, context) {
    const { prior, planned, configured } = request;
    const asked = {
      ...request,
      prior: prior === null ? null : wholeState(prior, request.private),
      planned: wholePlan(planned),
    };
    const answer = await preflightLaunch(asked, planExperiment(asked), context);
    const { shown, private: bytes } = shownOf<ShownPlan>(answer.planned, planned, {
      configured,
      prior: asked.prior,
    });
    const advice = mayLaunch(answer.planned)
      ? adviceAmong(validateExperiment(draftOf(answer.planned, isUnknown)))
      : [];
    return {
      planned: shown,
      private: bytes,
      diagnostics: [...advice, ...(answer.diagnostics ?? [])],
    };
  },

  async create({ planned, configured, private: bytes }, { signal }) {
    const named = { ...wholeFinalPlan(planned, bytes), object_id: newObjectId(configured.session) };
    const search = { prior: null, planned: named, configured };
    return shownResult(await launchSearch(search, signal), planned, configured);
  },

  async read(request, context) {
    const { state, configured } = request;
    const asked = { ...request, state: wholeState(state, request.private) };
    const [result, strays] = await Promise.all([
      readExperiment(asked, context.signal),
      strayJobs(configured, asked.state, { signal: context.signal, patient: false }),
    ]);
    if (strays.unlisted !== undefined) {
      context.logger.info('running tuning jobs could not be listed', { reason: strays.unlisted });
    }
    const warnings = strays.jobs.map((job) => strayWarning(asked.state, job));
    const shown = shownResult(result, { ...state, tags: result.state?.tags ?? null }, configured);
    return { ...shown, diagnostics: [...(result.diagnostics ?? []), ...warnings] };
  },

  async update(request, { signal }) {
    const { planned, prior, configured } = request;
    const before = wholeState(prior, request.priorPrivate);
    const change = {
      prior: before,
      planned: {
        ...wholeFinalPlan(planned, request.private),
        object_id: before.object_id ?? newObjectId(configured.session),
      },
    };
    return shownResult(await applyChange({ ...change, configured }, signal), planned, configured);
  },

  async delete({ prior, configured, ...bytes }, { signal }) {
    const whole = wholeState(prior, bytes.private);
    const claim = claimOf(bytes, whole.object_id ?? undefined);
    const { state, ...end } = await removeExperiment(configured, whole, signal, claim);
    return { ...end, state: state === undefined || state === null ? null : prior };
  },

  async importState({ id, configured }, { signal }) {
    const whole = await importExperiment(configured, id, signal);
    const { shown, private: bytes } = shownOf<ShownState>(whole, importedInputs(whole), { configured });
    return { state: shown, private: bytes };
  },
});

type Result = ApplyResult<typeof wholeSchema>;

async function applyChange(request: SearchRequest, signal: AbortSignal): Promise<Result> {
  const { planned, prior } = request;
  if (planned.action === 'launch' || planned.action === 'extend') return launchSearch(request, signal);
  const returns = planned.action === 'reuse' && planned.tuning_job_name !== prior?.tuning_job_name;
  if (returns) return reuse(request, signal);
  return repairTags(request, signal);
}

/** `inputs`: the attributes that the configuration decides, as Terraform gave them. */
function shownResult(
  { state, ...result }: Result,
  inputs: ShownFinalPlan | ShownState,
  configured: ProviderData,
): ApplyResult<typeof experimentSchema> {
  if (state === null) return { ...result, state };
  const { shown, private: bytes } = shownOf<ShownState>(state, inputs, { configured });
  return { ...result, state: shown, private: bytes };
}
