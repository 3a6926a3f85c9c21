import { ownershipFromTags, patiently, readSpend } from '../../aws';
import type { Generation } from '../../aws';
import { defineDataSource } from '../../plugin';
import type { StateOf } from '../../plugin';
import { adjustSpec, costCeiling, describeSearchSpace, formatCostCeiling } from '../../tuning';
import type { ExperimentSpec, SearchSpend } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { listText } from '../tuning-job-list';
import { experimentDataSchema } from './experiment-schema';
import { newestOf, readResults, roundedUsd } from './read-results';

const ENDS: readonly string[] = ['Completed', 'Failed', 'Stopped'];

type GenerationState = StateOf<typeof experimentDataSchema>['generations'][number];

/** The data source `tuneform_experiment`: reads; changes nothing. */
export const experimentSource = defineDataSource<typeof experimentDataSchema, ProviderData>({
  typeName: 'tuneform_experiment',
  schema: experimentDataSchema,

  async read({ config, configured }, { signal }) {
    const { experiment, results } = await readResults(configured, config, signal);
    const newest = newestOf(experiment);
    const [job] = newest.jobs;
    const spec = requested(job);
    const spend = await spendOf(configured, newest, signal);
    const ceiling = spec === undefined ? undefined : costCeiling(spec, configured.prices);
    return {
      state: {
        ...config,
        status: newest.status,
        generation: newest.generation,
        tuning_job_name: job.name,
        tuning_job_arn: job.arn,
        tuning_job_names: listText(
          experiment.generations.flatMap(({ jobs }) => jobs.map(({ name }) => name)),
        ),
        objective: results.objective ?? null,
        strategy: spec?.strategy ?? null,
        search_space: spec === undefined ? null : describeSearchSpace(spec),
        cost_ceiling_usd: typeof ceiling?.usd === 'number' ? ceiling.usd : null,
        cost_ceiling: ceiling === undefined ? null : formatCostCeiling(ceiling),
        search_cost_usd: roundedUsd(spend?.usd),
        search_billable_seconds: spend?.billableSeconds ?? null,
        cost_usd: roundedUsd(results.costUsd),
        generations: experiment.generations.map(generationState),
      },
    };
  },
});

async function spendOf(
  { session, prices }: ProviderData,
  { jobs, status }: Generation,
  signal: AbortSignal,
): Promise<SearchSpend | undefined> {
  const spec = requested(jobs[0]);
  if (spec === undefined) return undefined;
  const search = {
    tuningJobNames: jobs.map(({ name }) => name),
    spec,
    prices,
    hasEnded: ENDS.includes(status),
  };
  return patiently(session, signal, () => readSpend(session, search, signal));
}

function generationState({ generation, jobs, status, counters }: Generation): GenerationState {
  const [first] = jobs;
  const ownership = ownershipFromTags(first.tags);
  const parents = requested(first)?.warm_start_config?.parent_hyper_parameter_tuning_jobs ?? [];
  return {
    generation,
    run: ownership?.run ?? 1,
    fingerprint: ownership?.fingerprint ?? '',
    status,
    failure_reason: jobs.find(({ failureReason }) => failureReason !== undefined)?.failureReason ?? null,
    tuning_job_names: jobs.map(({ name }) => name),
    warm_start_from: parents.map(({ hyper_parameter_tuning_job_name: name }) => name),
    created_at: new Date(first.createdAtMs).toISOString(),
    completed: counters.completed,
    in_progress: counters.inProgress,
    failed: counters.nonRetryableError,
    stopped: counters.stopped,
  };
}

/** The search as it was requested, with warm start and budget. */
const requested = ({ spec, adjustments = {} }: Generation['jobs'][0]): ExperimentSpec | undefined =>
  spec === undefined ? undefined : adjustSpec(spec, adjustments);
