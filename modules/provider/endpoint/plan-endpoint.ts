import { endpointTags, TAG_KEYS } from '../../aws';
import type { Tags } from '../../aws';
import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isKnown, isUnknown, isWhollyKnown, knownMembers, sameValue, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest, Unknown } from '../../plugin';
import { computeOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { recordedHere } from '../recorded-here';
import { rejectedHere } from '../rejected-here';
import { checkPlannedTags } from '../tag-checks';
import { contentNames } from './content-names';
import { MEMBER_PLACES } from './member-places';
import { endsService, priceChange } from './price-warnings';
import type { endpointSchema } from './schema';
import type { EndpointComputed, EndpointPlan, EndpointState } from './types';

type Request = PlanRequest<typeof endpointSchema, ProviderData>;

/** The attributes that determine the endpoint's content. */
const CONTENT = ['name', 'role_arn', 'image', 'model_data_url', 'environment', 'production_variant'] as const;

/** Plans the names of the content to serve, so that a reviewer sees a rollout as changed names. Pure. */
export function planEndpoint({
  planned,
  prior,
  configured,
  requiresReplace,
}: Request): PlanAnswer<typeof endpointSchema> {
  const tagsAll = plannedTags(planned, configured);
  const common = {
    id: planned.name,
    endpoint_name: planned.name,
    compute: plannedCompute(planned),
    tags_all: tagsAll,
  };
  const computed: EndpointComputed = {
    ...common,
    ...(planned.model_data_url === null ? nothingToServe(prior) : serving(planned, prior)),
  };
  const { defaultTags = {} } = configured ?? {};
  return {
    planned: { ...planned, ...computed },
    diagnostics: [
      ...checkPlannedTags(planned.tags, { kind: 'endpoint', defaultTags }),
      ...(prior !== null && configured !== undefined ? ownerChanged(prior, configured.owner) : []),
      ...(prior !== null && requiresReplace.length > 0 ? endsService(prior, configured?.prices) : []),
      ...(configured !== undefined && planned.model_data_url !== null
        ? priceChange(prior, planned, configured.prices)
        : []),
      ...(planned.model_data_url === null && prior !== null ? notServedYet(planned, prior) : []),
      ...(CONTENT.some((name) => prior === null || !sameValue(planned[name], prior[name]))
        ? [
            ...rejectedHere(configured?.localMembers, planned, MEMBER_PLACES),
            ...recordedHere(configured?.localMembers, planned, MEMBER_PLACES),
          ]
        : []),
    ],
  };
}

/** Without an artifact an apply creates nothing, and an existing endpoint keeps serving its current content. */
function nothingToServe(prior: EndpointState | null) {
  return {
    endpoint_arn: prior?.endpoint_arn ?? null,
    endpoint_config_name: prior?.endpoint_config_name ?? null,
    model_name: prior?.model_name ?? null,
    status: prior?.status ?? 'AwaitingChampion',
    failure_reason: prior?.failure_reason ?? null,
    smoke_response: prior?.smoke_response ?? null,
    unfinished: prior?.unfinished ?? null,
  };
}

/**
 * Applying would reject an endpoint of another owner only after it has applied, and paid for, everything before it. Both
 * owners are known during the plan, so it reports the error.
 */
function ownerChanged(prior: EndpointState, owner: string): readonly Diagnostic[] {
  const theirs = prior.tags_all[TAG_KEYS.owner];
  if (prior.endpoint_arn === null || theirs === undefined || theirs === owner) return [];
  return [
    errorAt(
      [],
      'Endpoint Has Another Owner',
      `Endpoint "${prior.name}" has owner "${theirs}", but the provider's owner is "${owner}", so applying would not change it. ` +
        `Set the provider's owner back to "${theirs}"; or transfer the endpoint with aws sagemaker add-tags ` +
        `--resource-arn ${prior.endpoint_arn} --tags Key=${TAG_KEYS.owner},Value=${owner}; or destroy it first.`,
    ),
  ];
}

/**
 * Terraform requires the plan to contain every configured value, so state will name content that the endpoint does not
 * serve. This warning tells the reviewer.
 */
function notServedYet(planned: EndpointPlan, prior: EndpointState): readonly Diagnostic[] {
  if (prior.endpoint_arn === null) return [];
  const changed = CONTENT.filter(
    (name) => name !== 'model_data_url' && !sameValue(planned[name], prior[name]),
  );
  if (changed.length === 0) return [];
  return [
    warningAt(
      [],
      'Change Not Served Yet',
      `There is no artifact to roll out, so endpoint "${prior.name}" keeps serving its current content. Applying records the ` +
        `change of ${changed.join(', ')}; the endpoint serves it with the next artifact.`,
    ),
  ];
}

function serving(planned: EndpointPlan, prior: EndpointState | null) {
  const content = knownMembers(planned, CONTENT);
  const names = content === undefined ? undefined : contentNames(content);
  const wanted = {
    endpoint_config_name: names?.configurationName ?? unknown,
    model_name: names?.modelName ?? unknown,
  };
  const isSettled =
    prior !== null &&
    names !== undefined &&
    isServing(prior, names.configurationName) &&
    !smokeAgain(planned, prior);
  if (!isSettled) {
    // An existing endpoint keeps its ARN, also a failed one, which is recreated under the same name.
    const arn = prior?.endpoint_arn ?? unknown;
    return {
      ...wanted,
      endpoint_arn: arn,
      status: unknown,
      failure_reason: unknown,
      // Without a request there is no response.
      smoke_response: planned.smoke_request === null ? null : unknown,
      unfinished: unknown,
    };
  }
  // The served content is verified, and nothing is unfinished.
  const { endpoint_arn, status, failure_reason, smoke_response, unfinished } = prior;
  return { ...wanted, endpoint_arn, status, failure_reason, smoke_response, unfinished };
}

/** Returns true if the endpoint serves the configuration and nothing is unfinished. */
function isServing(prior: EndpointState, configurationName: string): boolean {
  const { status, endpoint_config_name: serves, unfinished } = prior;
  return status === 'InService' && serves === configurationName && unfinished === null;
}

/** Returns true if the smoke request changed or the last one failed. */
function smokeAgain(planned: EndpointPlan, prior: EndpointState): boolean {
  return prior.failure_reason !== null || !sameValue(planned.smoke_request, prior.smoke_request);
}

function plannedCompute({ production_variant: variant }: EndpointPlan): string | Unknown {
  if (isUnknown(variant) || isUnknown(variant.instance_type)) return unknown;
  return computeOf(variant.instance_type);
}

function plannedTags(planned: EndpointPlan, configured: ProviderData | undefined): Tags | Unknown {
  const { tags, name } = planned;
  if (configured === undefined || isUnknown(name) || !isKnown(tags) || !isWhollyKnown(tags)) return unknown;
  return {
    ...configured.defaultTags,
    ...((tags ?? {}) as Tags),
    ...endpointTags({ owner: configured.owner, endpoint: name }),
  };
}
