import type { ExperimentDraft } from '../tuning';
import { Token } from './dialect';
import type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
import type { Range } from './values/range';

/**
 * An experiment's configuration as the domain's checks want it: whatever holds a token is not known yet.
 * `ranges` keeps the order within each kind that the configuration has, so positions in messages agree.
 */
export function experimentDraft(
  config: TuneformExperimentConfig,
  ranges: Readonly<Record<string, Range>>,
): ExperimentDraft {
  return knownParts({
    name: config.name,
    strategy: config.strategy ?? 'Bayesian',
    randomSeed: config.randomSeed,
    objective: config.objective,
    resourceLimits: config.resourceLimits,
    trainingJobEarlyStoppingType: config.trainingJobEarlyStoppingType ?? 'Off',
    parameterRanges: Object.entries(ranges).map(([name, range]) => ({ name, ...range })),
    staticHyperParameters: config.staticHyperParameters ?? {},
    trainingImage: config.algorithmSpecification.trainingImage,
    trainingInputMode: config.algorithmSpecification.trainingInputMode ?? 'File',
    metricDefinitions: config.algorithmSpecification.metricDefinitions ?? [],
    roleArn: config.roleArn,
    inputDataConfig: config.inputDataConfig.map((channel) => ({
      ...channel,
      ...channel.dataSource.s3DataSource,
    })),
    s3OutputPath: config.outputDataConfig.s3OutputPath,
    outputKmsKeyId: config.outputDataConfig.kmsKeyId,
    instanceType: config.resourceConfig.instanceType,
    instanceCount: config.resourceConfig.instanceCount ?? 1,
    volumeSizeInGb: config.resourceConfig.volumeSizeInGb ?? 30,
    maxRuntimeInSeconds: config.stoppingCondition.maxRuntimeInSeconds,
    environment: config.environment ?? {},
  }) as ExperimentDraft;
}

/** The same value with `undefined` for every leaf that only Terraform will know. */
function knownParts(value: unknown): unknown {
  if (Token.isUnresolved(value)) return undefined;
  if (Array.isArray(value)) return value.map(knownParts);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, knownParts(entry)]));
}
