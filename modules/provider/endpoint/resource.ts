import { describeEndpoint, patiently, syncTags, TAG_KEYS } from '../../aws';
import type { ObservedEndpoint } from '../../aws';
import { TuneformError } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineResource, isUnknown, whollyKnown } from '../../plugin';
import type { ApplyResult, ImportResult } from '../../plugin';
import { computeOf, validateEndpoint } from '../../tuning';
import { claimOf } from '../claim-of';
import type { ProviderData } from '../provider-data';
import { ownTags } from '../own-tags';
import { placeDiagnostics } from '../place-diagnostics';
import { applyEndpoint } from './apply-endpoint';
import type { EndpointApply } from './apply-endpoint';
import { endpointDraft } from './endpoint-draft';
import { keptEndpoint, NOTHING_KEPT, rememberKept } from './kept-endpoint';
import { planEndpoint } from './plan-endpoint';
import { endsService } from './price-warnings';
import { contentOf, readEndpoint } from './read-endpoint';
import { awaitEndpoint, removeEndpoint } from './roll-out';
import { endpointSchema } from './schema';
import { sweepContent } from './sweep-content';
import { takenOverWarning } from './take-over';

/** `tuneform_endpoint`: serves a model, verifies every rollout, and reports what the endpoint serves. */
export const endpointResource = defineResource<typeof endpointSchema, ProviderData>({
  typeName: 'tuneform_endpoint',
  schema: endpointSchema,

  validate: ({ config }) => placeDiagnostics(validateEndpoint(endpointDraft(config))),

  plan(request) {
    const answer = planEndpoint(request);
    // A deletion that has them comes before the creation of the successor.
    return request.prior === null ? { ...answer, private: NOTHING_KEPT } : answer;
  },

  planDestroy: ({ prior, configured }) => ({ diagnostics: endsService(prior, configured?.prices) }),

  create: (request, { signal }) => applyEndpoint({ ...request, prior: null }, signal),

  read: (request, { signal }) => readEndpoint(request, signal),

  // An unknown status in the plan means that there is a rollout, a verification or a clean-up to do.
  update: (request, { signal }) =>
    isUnknown(request.planned.status) ? applyEndpoint(request, signal) : touchUp(request, signal),

  async delete({ prior, configured, ...bytes }, { signal }) {
    const { objectId, made } = keptEndpoint(bytes.private, prior);
    const claim = claimOf(bytes, objectId);
    const takenOver: Diagnostic[] = [];
    const onTakenOver = (seen: ObservedEndpoint) => takenOver.push(takenOverWarning(seen));
    if (prior.status === 'Unconfirmed') await awaitEndpoint(configured, prior.name, signal);
    const end = await removeEndpoint(configured, { name: prior.name, claim, onTakenOver }, signal);
    if (end.outcome !== 'converged' && end.error instanceof Error) throw end.error;
    if (end.outcome !== 'converged') {
      throw new TuneformError(
        `Tuneform requested the deletion of endpoint "${prior.name}", but its status is still ` +
          `${end.status?.status ?? 'unknown'}. It stays in state; destroy again to continue.`,
        { code: 'STILL_DELETING', summary: 'Endpoint Still Being Deleted', disposition: 'retryable' },
      );
    }
    await sweepContent(configured, { name: prior.name, claim, made }, signal);
    return { diagnostics: takenOver };
  },

  async importState({ id, configured }, { signal }) {
    return importEndpoint(configured, id, signal);
  },
});

/** Updates the tags, which need no rollout. */
async function touchUp(
  { planned, configured }: Pick<EndpointApply, 'planned' | 'configured'>,
  signal: AbortSignal,
): Promise<ApplyResult<typeof endpointSchema>> {
  const state = whollyKnown(planned);
  const { session } = configured;
  await patiently(session, signal, async () => {
    const seen = await describeEndpoint(session, state.name, signal);
    if (seen === undefined) return;
    await syncTags(session, seen.arn, { observed: seen.tags, desired: state.tags_all, signal });
  });
  return { state };
}

async function importEndpoint(
  configured: ProviderData,
  name: string,
  signal: AbortSignal,
): Promise<ImportResult<typeof endpointSchema>> {
  const { session, owner, defaultTags } = configured;
  const seen = await describeEndpoint(session, name, signal);
  const content = seen && (await contentOf(session, seen.configurationName, signal));
  if (seen === undefined || content?.production_variant === undefined) {
    throw new TuneformError(
      `Region ${session.settings.region} has no endpoint "${name}", or the endpoint's configuration no longer exists.`,
      { code: 'IMPORT_NOT_FOUND', summary: 'Nothing to Import' },
    );
  }
  if (seen.tags[TAG_KEYS.owner] !== owner) {
    throw new TuneformError(
      `Endpoint "${name}" belongs to owner "${seen.tags[TAG_KEYS.owner] ?? '(none)'}", but this provider's owner is ` +
        `"${owner}". If the endpoint is yours, tag it ${TAG_KEYS.owner} = "${owner}" first.`,
      { code: 'IMPORT_NOT_OURS', summary: 'Endpoint Cannot Be Imported' },
    );
  }
  const state = {
    ...content,
    name,
    smoke_request: null,
    tags: ownTags(null, seen.tags, defaultTags),
    id: name,
    endpoint_name: name,
    endpoint_arn: seen.arn,
    endpoint_config_name: seen.configurationName,
    status: seen.status,
    compute: computeOf(content.production_variant.instance_type),
    failure_reason: seen.failureReason ?? null,
    smoke_response: null,
    unfinished: null,
    tags_all: seen.tags,
  };
  return { state, private: rememberKept({ objectId: seen.objectId, made: [] }) };
}
