import { describeTuningJob, ownershipFromTags, TAG_KEYS } from '../../aws';
import type { ObservedTuningJob, Ownership } from '../../aws';
import { TuneformError } from '../../kernel';
import {
  costCeiling,
  describeSearchSpace,
  experimentModel,
  fingerprint,
  formatCostCeiling,
  specOf,
} from '../../tuning';
import type { Attribute, Attributes, ExperimentSpec } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { ownTags } from '../own-tags';
import { sumOfCounters } from './aggregate-jobs';
import type { ExperimentState } from './types';

/**
 * Rebuilds the state of an experiment from its tuning job: from the job's values and the tags that identify its owner.
 */
export async function importExperiment(
  configured: ProviderData,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<ExperimentState> {
  const observed = await describeTuningJob(configured.session, tuningJobName, signal);
  if (observed === undefined) {
    throw new TuneformError(
      `Region ${configured.session.settings.region} has no tuning job "${tuningJobName}". Give the name of the ` +
        'tuning job, not of the experiment.',
      { code: 'IMPORT_NOT_FOUND', summary: 'Nothing to Import' },
    );
  }
  return importedState(observed, configured);
}

/**
 * Returns the state that a tuning job was launched from. Throws if the job is not ours, or if that state cannot be
 * known exactly.
 */
export function importedState(observed: ObservedTuningJob, configured: ProviderData): ExperimentState {
  const ownership = ownershipFromTags(observed.tags);
  if (ownership?.owner !== configured.owner || observed.spec === undefined) {
    throw notImportable(observed, reasonAgainst(observed, ownership, configured.owner));
  }
  const spec = asWritten(observed.spec, ownership);
  if (spec === undefined) {
    throw notImportable(
      observed,
      `does not match its tag ${TAG_KEYS.fingerprint}: it ` +
        (membersText(observed) ??
          'has members that tuneform_experiment has no attributes for, or the tag was edited'),
    );
  }
  return stateOf({ observed, ownership, spec, configured });
}

const notImportable = ({ name }: ObservedTuningJob, reason: string): TuneformError =>
  new TuneformError(`Tuning job "${name}" ${reason}, so it cannot be managed here.`, {
    code: 'IMPORT_NOT_OURS',
    summary: 'Tuning Job Cannot Be Imported',
  });

/**
 * The search as its author most likely wrote it: the description spells out what the service filled in, such as compression
 * `None`, which asks for nothing more. `undefined`: the tags name another search, so state would say what is not so.
 */
function asWritten(
  described: ExperimentSpec,
  { fingerprint: written }: Ownership,
): ExperimentSpec | undefined {
  return fingerprint(described) === written ? specOf(inputsOf(experimentModel, described)) : undefined;
}

function reasonAgainst(observed: ObservedTuningJob, ownership: Ownership | undefined, owner: string): string {
  if (ownership === undefined) return 'carries no Tuneform tags';
  if (ownership.owner !== owner) {
    return `belongs to owner "${ownership.owner}", but this provider's owner is "${owner}"`;
  }
  return membersText(observed) ?? 'lacks members that every tuneform_experiment has';
}

/** Names the members that have no attribute; `undefined` if all have one. */
function membersText({ inexpressible = [] }: ObservedTuningJob): string | undefined {
  if (inexpressible.length === 0) return undefined;
  return `has ${inexpressible.join(', ')}, which no attribute of tuneform_experiment can express`;
}

interface Import {
  readonly observed: ObservedTuningJob;
  readonly ownership: Ownership;
  readonly spec: ExperimentSpec;
  readonly configured: ProviderData;
}

function stateOf({ observed, ownership, spec, configured }: Import): ExperimentState {
  const ceiling = costCeiling(spec);
  return {
    ...(inputsOf(experimentModel, spec) as Pick<ExperimentState, keyof typeof experimentModel>),
    name: ownership.experiment,
    run: ownership.run,
    on_destroy: 'stop',
    tags: ownTags(null, observed.tags, configured.defaultTags),
    id: ownership.experiment,
    generation: ownership.generation,
    verdict: 'reuse',
    because: `imported from tuning job ${observed.name}`,
    search_space: describeSearchSpace(spec),
    cost_ceiling_usd: typeof ceiling.usd === 'number' ? ceiling.usd : null,
    cost_ceiling: formatCostCeiling(ceiling),
    fingerprint: ownership.fingerprint,
    tuning_job_name: observed.name,
    tuning_job_names: [observed.name],
    tuning_job_arn: observed.arn,
    status: observed.status,
    generations: [
      {
        generation: ownership.generation,
        tuning_jobs: [{ name: observed.name, shard: ownership.shard ?? null }],
        fingerprint: ownership.fingerprint,
      },
    ],
    training_job_status_counters: sumOfCounters([observed]),
    tags_all: observed.tags,
  };
}

/**
 * The configuration that asks for these values. What it leaves out, or the service fills in, is null, as an author would
 * leave it out.
 */
function inputsOf(attributes: Attributes, values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      inputOf(attribute, (values as Readonly<Record<string, unknown>>)[name]),
    ]),
  );
}

function inputOf(attribute: Attribute, value: unknown): unknown {
  const { kind, attributes = {}, presence, filledIn } = attribute;
  if (value === undefined || value === filledIn) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (kind === 'object') return inputsOf(attributes, value);
  if (presence !== 'required' && Object.keys(value).length === 0) return null;
  return kind === 'list' ? (value as object[]).map((item) => inputsOf(attributes, item)) : value;
}
