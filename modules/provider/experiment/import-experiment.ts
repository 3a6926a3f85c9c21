import { describeTuningJob, followsFromTags, ownershipFromTags, TAG_KEYS } from '../../aws';
import type { ObservedTuningJob, Ownership } from '../../aws';
import { TuneformError } from '../../kernel';
import {
  adjustSpec,
  costCeiling,
  experimentModel,
  fingerprint,
  describeCostCeiling,
  shortForm,
  specOf,
  tuningJobName,
} from '../../tuning';
import type { ExperimentSpec, ShardJob, writtenExperiment } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { ownTags } from '../own-tags';
import { aggregateJobs } from './aggregate-jobs';
import { otherSearches, withLineage } from './import-lineage';
import { stateOfGeneration } from './tuning-jobs';
import { inputsOf } from './inputs-of';
import type { ExperimentState } from './types';

/** One of the tuning jobs of the search to import, with its description if its record exists. */
export interface ImportedJob extends ShardJob {
  readonly observed?: ObservedTuningJob;
}

/**
 * Rebuilds the state of an experiment from a tuning job of its search, whichever it is: from the job's values and the tags that
 * identify its owner. The names of the search's other tuning jobs follow from them. Its other generations are those tuning jobs of the
 * experiment whose tags say so.
 */
export async function importExperiment(
  configured: ProviderData,
  name: string,
  signal: AbortSignal,
): Promise<ExperimentState> {
  const observed = await describeTuningJob(configured.session, name, signal);
  if (observed === undefined) {
    throw new TuneformError(
      `Region ${configured.session.settings.region} has no tuning job "${name}". Give the name of the ` +
        'tuning job, not of the experiment.',
      { code: 'IMPORT_NOT_FOUND', summary: 'Nothing to Import' },
    );
  }
  const { ownership } = knownExactly(observed, configured);
  const jobs = await jobsOfSearch(observed, ownership, configured, signal);
  return withLineage(
    importedState(observed, configured, jobs),
    await otherSearches(configured, ownership, signal),
  );
}

/**
 * Looks for all tuning jobs of a search, in the order of their shards: up to the given one, and further while there are more. A
 * job before another one was requested, so one without a record is in the list too.
 */
async function jobsOfSearch(
  given: ObservedTuningJob,
  ownership: Ownership,
  { session }: ProviderData,
  signal: AbortSignal,
): Promise<readonly ImportedJob[]> {
  const jobs: ImportedJob[] = [];
  for (let at = 0; ; at += 1) {
    const shard = at === 0 ? {} : { shard: at };
    const name = tuningJobName({ ...ownership, name: ownership.experiment, shard: undefined, ...shard });
    const observed = name === given.name ? given : await describeTuningJob(session, name, signal);
    if (observed === undefined && at > (ownership.shard ?? 0)) return jobs;
    jobs.push({ name, ...shard, ...(observed !== undefined && { observed }) });
  }
}

/**
 * Returns the state that the tuning jobs of a search were launched from. Throws if one is not ours, or if that state cannot be
 * known exactly.
 *
 * @param jobs all of the search, `given` among them, in the order of their shards.
 */
export function importedState(
  given: ObservedTuningJob,
  configured: ProviderData,
  jobs: readonly ImportedJob[],
): ExperimentState {
  for (const { observed } of jobs) if (observed !== undefined) knownExactly(observed, configured);
  return stateOf({ given, jobs, configured, ...knownExactly(given, configured) });
}

/** Returns what the search was launched from. Throws if the tuning job is not ours or does not tell exactly. */
function knownExactly(
  observed: ObservedTuningJob,
  configured: ProviderData,
): { readonly ownership: Ownership; readonly spec: ExperimentSpec } {
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
  if (followsFromTags(observed.name, observed.tags) === undefined) {
    // The next plan would look for the job under the name that does, and launch it.
    throw notImportable(
      observed,
      'has a name that does not follow from its tags: they were edited, or Tuneform did not launch it',
    );
  }
  return { ownership, spec };
}

const notImportable = ({ name }: ObservedTuningJob, reason: string): TuneformError =>
  new TuneformError(
    `Tuning job "${name}" ${reason}, so it cannot be managed here. If the job is yours, set the provider’s owner to that of its tags, or ` +
      'restore its tags; otherwise leave it out and let Terraform launch one.',
    { code: 'IMPORT_NOT_OURS', summary: 'Tuning Job Cannot Be Imported' },
  );

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
  readonly given: ObservedTuningJob;
  readonly jobs: readonly ImportedJob[];
  readonly ownership: Ownership;
  readonly spec: ExperimentSpec;
  readonly configured: ProviderData;
}

function stateOf({ given, jobs, ownership, spec, configured }: Import): ExperimentState {
  const ceiling = costCeiling(adjustSpec(spec, given.adjustments ?? {}), configured.prices);
  const search = aggregateJobs(
    jobs.map(({ observed }) =>
      observed === undefined ? { status: 'Missing' } : { status: observed.status, observed },
    ),
    given.tags,
  );
  const tags = search.tags ?? {};
  return {
    ...(shortForm(inputsOf(experimentModel, spec)) as Pick<ExperimentState, keyof typeof writtenExperiment>),
    name: ownership.experiment,
    run: ownership.run,
    budget_usd: null,
    budget_action: 'reject',
    on_change: 'let_finish',
    on_missing: 'keep',
    on_destroy: 'stop',
    tags: ownTags(null, tags, configured.defaultTags),
    generation: ownership.generation,
    action: 'reuse',
    because: `imported from tuning job ${given.name}`,
    cost: null,
    cost_ceiling: describeCostCeiling(ceiling),
    object_id: given.objectId ?? null,
    fingerprint: ownership.fingerprint,
    tuning_job_name: jobs[0]?.name ?? given.name,
    tuning_job_names: jobs.map(({ name }) => name),
    tuning_job_arn: search.arn ?? null,
    status: search.status,
    generations: [
      stateOfGeneration({
        generation: ownership.generation,
        tuningJobs: jobs,
        fingerprint: ownership.fingerprint,
        adjustments: given.adjustments,
      }),
    ],
    training_job_status_counters: search.counters ?? null,
    tuning_job_statuses: Object.fromEntries(
      jobs.map(({ name, observed }) => [name, observed?.status ?? 'Missing']),
    ),
    tags_all: tags,
  };
}
