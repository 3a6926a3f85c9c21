import { describeTuningJob, ownershipFromTags, TAG_KEYS } from '../../aws';
import type { ObservedTuningJob, Ownership } from '../../aws';
import { TuneformError } from '../../kernel';
import { costCeiling, describeSearchSpace, fingerprint, formatCostCeiling } from '../../tuning';
import type { ExperimentSpec, ParameterRange } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { ownTags } from '../own-tags';
import { countersOf } from './state-of';
import type { ExperimentState } from './types';

/** Rebuilds the state of an experiment from its tuning job: what it asked for and the tags that say whose it is. */
export async function importExperiment(
  configured: ProviderData,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<ExperimentState> {
  const observed = await describeTuningJob(configured.session, tuningJobName, signal);
  if (observed === undefined) {
    throw new TuneformError(
      `There is no tuning job "${tuningJobName}" in ${configured.session.settings.region}. Give the name of the ` +
        'tuning job, not of the experiment.',
      { code: 'IMPORT_NOT_FOUND', summary: 'Nothing to Import' },
    );
  }
  return importedState(observed, configured);
}

/** The state that a tuning job was launched from. Throws when it is not known to be ours, or not known exactly. */
export function importedState(observed: ObservedTuningJob, configured: ProviderData): ExperimentState {
  const ownership = ownershipFromTags(observed.tags);
  if (ownership?.owner !== configured.owner || observed.spec === undefined) {
    throw notImportable(observed, reasonAgainst(observed, ownership, configured.owner));
  }
  const spec = asWritten(observed.spec, ownership);
  if (spec === undefined) {
    throw notImportable(
      observed,
      `does not ask for what its tag ${TAG_KEYS.fingerprint} says: it has members that tuneform_experiment has no ` +
        'attributes for, or the tag was edited',
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
 * The description spells out defaults that the author most likely left out, such as compression `None`. The
 * fingerprint in the tags tells which of the two was written; `undefined`: neither, so state would say what is not so.
 */
function asWritten(
  described: ExperimentSpec,
  { fingerprint: written }: Ownership,
): ExperimentSpec | undefined {
  const terse: ExperimentSpec = {
    ...described,
    inputDataConfig: described.inputDataConfig.map(({ compressionType, ...channel }) =>
      compressionType === undefined || compressionType === 'None' ? channel : { ...channel, compressionType },
    ),
  };
  return [described, terse].find((spec) => fingerprint(spec) === written);
}

function reasonAgainst(observed: ObservedTuningJob, ownership: Ownership | undefined, owner: string): string {
  if (ownership === undefined) return 'carries no Tuneform tags';
  if (ownership.owner !== owner) {
    return `belongs to owner "${ownership.owner}", and this provider's is "${owner}"`;
  }
  return `uses features of SageMaker that tuneform_experiment has no attributes for (status ${observed.status})`;
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
    ...inputsOf(spec),
    name: ownership.experiment,
    run: ownership.run,
    on_destroy: 'stop',
    tags: ownTags(null, observed.tags, configured.defaultTags),
    id: ownership.experiment,
    generation: ownership.generation,
    verdict: 'reuse',
    because: `imported from tuning job ${observed.name}`,
    search_space: describeSearchSpace(spec.parameterRanges),
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
        tuning_job_name: observed.name,
        fingerprint: ownership.fingerprint,
      },
    ],
    training_job_status_counters: countersOf(observed),
    tags_all: observed.tags,
  };
}

/** The configuration that asks for this search. What it leaves out is null, as an author would leave it out. */
function inputsOf(spec: ExperimentSpec) {
  return {
    role_arn: spec.roleArn,
    strategy: spec.strategy,
    random_seed: spec.randomSeed ?? null,
    objective: { type: spec.objective.type, metric_name: spec.objective.metricName },
    resource_limits: {
      max_number_of_training_jobs: spec.resourceLimits.maxNumberOfTrainingJobs,
      max_parallel_training_jobs: spec.resourceLimits.maxParallelTrainingJobs,
      max_runtime_in_seconds: spec.resourceLimits.maxRuntimeInSeconds ?? null,
    },
    training_job_early_stopping_type: spec.trainingJobEarlyStoppingType,
    parameter_ranges: {
      integer_parameter_ranges: boundsOf('integer', spec.parameterRanges),
      continuous_parameter_ranges: boundsOf('continuous', spec.parameterRanges),
      categorical_parameter_ranges: orNull(
        spec.parameterRanges.flatMap((range) =>
          range.kind === 'categorical' ? [{ name: range.name, values: range.values }] : [],
        ),
      ),
    },
    static_hyper_parameters: emptyToNull(spec.staticHyperParameters),
    algorithm_specification: {
      training_image: spec.trainingImage,
      training_input_mode: spec.trainingInputMode,
      metric_definitions: orNull(spec.metricDefinitions),
    },
    input_data_config: spec.inputDataConfig.map((channel) => ({
      channel_name: channel.channelName,
      content_type: channel.contentType ?? null,
      compression_type: channel.compressionType ?? null,
      input_mode: channel.inputMode ?? null,
      data_source: {
        s3_data_source: {
          s3_uri: channel.s3Uri,
          s3_data_type: channel.s3DataType,
          s3_data_distribution_type: channel.s3DataDistributionType,
        },
      },
    })),
    output_data_config: { s3_output_path: spec.s3OutputPath, kms_key_id: spec.outputKmsKeyId ?? null },
    resource_config: {
      instance_type: spec.instanceType,
      instance_count: spec.instanceCount,
      volume_size_in_gb: spec.volumeSizeInGb,
    },
    stopping_condition: { max_runtime_in_seconds: spec.maxRuntimeInSeconds },
    environment: emptyToNull(spec.environment),
  };
}

function boundsOf(kind: 'integer' | 'continuous', ranges: readonly ParameterRange[]) {
  return orNull(
    ranges.flatMap((range) =>
      range.kind === kind
        ? [
            {
              name: range.name,
              min_value: range.min,
              max_value: range.max,
              scaling_type: range.scaling,
            },
          ]
        : [],
    ),
  );
}

const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);
const emptyToNull = (map: Readonly<Record<string, string>>) => (Object.keys(map).length === 0 ? null : map);
