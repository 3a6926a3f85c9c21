import { s3Address, trimSlashes } from '../tuning';
import { compact } from './compact';
import { channelsConfig } from './channel-config';
import { parameterRanges } from './parameter-ranges';
import type { Checkpoints, DefinitionConfig, ExperimentInstance, TrainingProps } from './training-props';

const ONE_HOUR = 3600;

/** Returns one training definition's members, in the resource's shape, but for its name; `name` is the experiment's. */
export function trainingConfig(name: string, props: TrainingProps): Omit<DefinitionConfig, 'definitionName'> {
  const {
    image,
    algorithmName,
    role,
    objective,
    metrics: _metrics,
    ranges,
    autoParameters,
    staticHyperParameters,
    channels,
    output,
    outputPrefix: _prefix,
    outputKmsKeyArn,
    outputCompression,
    instance,
    stopping,
    spot,
    checkpoints,
    inputMode,
    ...passedOn
  } = props;
  return compact({
    ...passedOn,
    roleArn: role.roleArn,
    tuningObjective: { type: objective.type, metricName: objective.metricName, regex: ownRegex(props) },
    hyperParameterRanges: parameterRanges(ranges, autoParameters),
    staticHyperParameters: staticHyperParameters && textValues(staticHyperParameters),
    algorithmSpecification: compact({
      trainingImage: imageUri(image),
      algorithmName,
      trainingInputMode: inputMode,
      metricDefinitions: metricDefinitions(props),
    }),
    ...channelsConfig(channels),
    outputDataConfig: compact({
      s3OutputPath: s3Address(output.bucketName, outputFolder(name, props)),
      kmsKeyId: outputKmsKeyArn,
      compressionType: outputCompression,
    }),
    resourceConfig: instance && resourceConfig(instance),
    stoppingCondition: compact({
      maxRuntimeInSeconds: ONE_HOUR,
      ...stopping,
      maxWaitTimeInSeconds: spot?.maxWaitTimeInSeconds,
    }),
    enableManagedSpotTraining: spot && true,
    checkpointConfig:
      checkpoints &&
      compact({
        s3Uri: s3Address(checkpoints.bucket.bucketName, checkpointFolder(name, checkpoints)),
        localPath: checkpoints.localPath,
      }),
  });
}

/** Returns the image's address; undefined if an algorithm is named instead. */
export function imageUri(image: TrainingProps['image']): string | undefined {
  return typeof image === 'object' ? image.imageUri : image;
}

/** Prefix of all output in the bucket; without slashes at the ends. */
export function outputFolder(name: string, { outputPrefix }: Pick<TrainingProps, 'outputPrefix'>): string {
  return trimSlashes(outputPrefix ?? `${name}/output`);
}

/** Prefix of the checkpoints in their bucket; without slashes at the ends. */
export function checkpointFolder(name: string, { prefix }: Checkpoints): string {
  return trimSlashes(prefix ?? `${name}/checkpoints`);
}

function resourceConfig({
  type,
  count,
  volumeKmsKeyArn,
  ...passedOn
}: ExperimentInstance): NonNullable<DefinitionConfig['resourceConfig']> {
  return compact({
    ...passedOn,
    instanceType: type,
    instanceCount: count,
    volumeKmsKeyId: volumeKmsKeyArn,
  });
}

/** The pattern of the objective's metric. */
export const ownRegex = ({ objective, metrics }: Pick<TrainingProps, 'objective' | 'metrics'>): string =>
  metrics?.[objective.metricName] ?? objective.regex;

/** The metrics besides the objective's. */
function metricDefinitions({ objective, metrics = {} }: TrainingProps) {
  const others = Object.entries(metrics).filter(([name]) => name !== objective.metricName);
  return others.length === 0 ? undefined : others.map(([name, regex]) => ({ name, regex }));
}

/** Returns hyperparameters as SageMaker takes them. */
export function textValues(
  values: Readonly<Record<string, string | number | boolean>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
