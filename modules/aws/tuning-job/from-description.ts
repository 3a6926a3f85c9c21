import type {
  DescribeHyperParameterTuningJobCommandOutput,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';
import {
  configuredSearch,
  definitionsOf,
  experimentModel,
  listedDefinition,
  specOf,
  trainingJobDefinition,
  tuningJobConfig,
  tuningJobRequest,
} from '../../tuning';
import type { ExperimentSpec } from '../../tuning';
import { splitObjectId } from '../tags/object-id';
import { TAG_KEYS } from '../tags/ownership';
import type { Tags } from '../tags/sync-tags';
import { fromMembers, isExpressible, unknownMembers } from './members';
import type { ObservedTuningJob } from './tuning-job';

/** Reads a DescribeHyperParameterTuningJob answer. */
export function fromDescription(
  answer: DescribeHyperParameterTuningJobCommandOutput,
  allTags: Tags,
): ObservedTuningJob {
  const { tags, objectId } = splitObjectId(allTags);
  const counters = answer.TrainingJobStatusCounters;
  const requested = specFrom(answer);
  const inexpressible = inexpressibleIn(answer);
  const best = answer.BestTrainingJob?.TrainingJobName;
  return {
    name: answer.HyperParameterTuningJobName ?? '',
    arn: answer.HyperParameterTuningJobArn ?? '',
    status: answer.HyperParameterTuningJobStatus ?? 'InProgress',
    counters: {
      completed: counters?.Completed ?? 0,
      inProgress: counters?.InProgress ?? 0,
      retryableError: counters?.RetryableError ?? 0,
      nonRetryableError: counters?.NonRetryableError ?? 0,
      stopped: counters?.Stopped ?? 0,
    },
    createdAtMs: answer.CreationTime?.getTime() ?? 0,
    tags,
    ...(objectId !== undefined && { objectId }),
    ...(best !== undefined && { bestTrainingJobName: best }),
    ...(answer.FailureReason !== undefined &&
      answer.FailureReason !== '' && { failureReason: answer.FailureReason }),
    ...(requested !== undefined && configuredSearch(requested, tags[TAG_KEYS.adjusted])),
    ...(inexpressible.length > 0 && { inexpressible }),
  };
}

/** A static hyperparameter that the service adds to every definition by itself. */
const INJECTED = '_tuning_objective_metric';

/** The search that was requested, as far as the model can express it. */
function specFrom(answer: DescribeHyperParameterTuningJobCommandOutput): ExperimentSpec | undefined {
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: single } = answer;
  if (config === undefined) return undefined;
  const values = {
    ...fromMembers(tuningJobConfig, config),
    ...fromMembers(trainingJobDefinition, single === undefined ? {} : ownPart(single)),
    ...fromMembers(tuningJobRequest, {
      ...answer,
      TrainingJobDefinitions: answer.TrainingJobDefinitions?.map(ownPart),
    }),
  };
  if (!isExpressible(experimentModel, values)) return undefined;
  const spec = specOf(values);
  return isWhole(spec) ? spec : undefined;
}

function ownPart(definition: HyperParameterTrainingJobDefinition): HyperParameterTrainingJobDefinition {
  const { [INJECTED]: _, ...own } = definition.StaticHyperParameters ?? {};
  return { ...definition, StaticHyperParameters: own };
}

/** True if what each training job does is either the experiment's own or listed, and nothing that is needed is missing. */
function isWhole(spec: ExperimentSpec): boolean {
  const [first] = definitionsOf(spec);
  if (spec.training_job_definitions.length > 0) return spec.role_arn === undefined;
  const ranges = first?.hyper_parameter_ranges ?? (spec.autotune === undefined ? undefined : {});
  const { definition_name: _, ...needed } = listedDefinition;
  return first !== undefined && isExpressible(needed, { ...first, hyper_parameter_ranges: ranges });
}

/** Members that a person asked for elsewhere, or that a later service answers. */
function inexpressibleIn(answer: DescribeHyperParameterTuningJobCommandOutput): readonly string[] {
  const { HyperParameterTuningJobConfig: config = {}, TrainingJobDefinition: single = {} } = answer;
  const requested = {
    TrainingJobDefinitions: answer.TrainingJobDefinitions,
    WarmStartConfig: answer.WarmStartConfig,
    Autotune: answer.Autotune,
  };
  return [
    ...unknownMembers(tuningJobConfig, config, 'HyperParameterTuningJobConfig.'),
    ...unknownMembers(trainingJobDefinition, single, 'TrainingJobDefinition.'),
    ...unknownMembers(tuningJobRequest, requested),
  ];
}
