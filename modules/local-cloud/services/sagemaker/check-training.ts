import type { Channel, CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { SageMakerDependencies } from '../../ports';
import { channelObjects } from '../../training/channel-objects';
import { metricRegexProblem } from '../../training/metric-extractor';
import { parseS3Uri } from '../../training/s3-uri';
import { checkRole } from './check-role';
import { invalid, member, unsupported } from './faults';

/** The part of a training job's request that a tuning job's definition shares. */
export type TrainingSpec = Pick<
  CreateTrainingJobRequest,
  | 'AlgorithmSpecification'
  | 'CheckpointConfig'
  | 'EnableManagedSpotTraining'
  | 'Environment'
  | 'InputDataConfig'
  | 'OutputDataConfig'
  | 'ResourceConfig'
  | 'RetryStrategy'
  | 'RoleArn'
  | 'StoppingCondition'
>;

type Places = Pick<SageMakerDependencies, 'images' | 'objects' | 'region' | 'roles'>;

/**
 * Checks what a training job needs before it can start: role, image, metrics, inputs, output and resources.
 * Answers the digest of the image. Throws ValidationException.
 */
export function checkTraining(spec: TrainingSpec, arn: string, places: Places): string {
  checkRole(places.roles, member(spec.RoleArn, 'roleArn'), arn);
  const digest = checkImage(spec, places);
  for (const definition of spec.AlgorithmSpecification?.MetricDefinitions ?? []) {
    const problem = metricRegexProblem(definition);
    if (problem !== undefined) throw invalid(problem);
  }
  checkChannels(spec, places);
  checkOutput(spec, places);
  checkResources(spec);
  return digest;
}

function checkImage(spec: TrainingSpec, places: Places): string {
  const { TrainingImage: image, AlgorithmName: algorithm } = spec.AlgorithmSpecification ?? {};
  if (algorithm !== undefined) throw unsupported('AlgorithmSpecification.AlgorithmName (algorithms by name)');
  if (image === undefined) {
    throw invalid('You must specify a training image in AlgorithmSpecification.TrainingImage.');
  }
  const resolved = places.images.resolve(image);
  if (resolved === undefined) throw invalid(`Requested image ${image} not found.`);
  return resolved.digest;
}

function checkChannels(spec: TrainingSpec, places: Places): void {
  const seen = new Set<string>();
  for (const channel of spec.InputDataConfig ?? []) {
    const name = member(channel.ChannelName, 'inputDataConfig.channelName');
    if (seen.has(name)) throw invalid(`Duplicate channel name "${name}" in InputDataConfig.`);
    if (/^\.+$/.test(name)) throw invalid(`The channel name "${name}" cannot be the name of a folder.`);
    seen.add(name);
    checkChannel(channel, spec, places);
  }
}

function checkChannel(channel: Channel, spec: TrainingSpec, places: Places): void {
  const mode = channel.InputMode ?? spec.AlgorithmSpecification?.TrainingInputMode;
  if (mode === 'Pipe') throw unsupported('Input mode Pipe');
  if (channel.CompressionType === 'Gzip') {
    throw unsupported('CompressionType Gzip, which takes effect in input mode Pipe only,');
  }
  const source = channel.DataSource?.S3DataSource;
  if (source === undefined) throw unsupported('A channel whose data source is not S3');
  if (source.S3DataType !== 'S3Prefix' && source.S3DataType !== 'ManifestFile') {
    throw unsupported(`S3DataType ${String(source.S3DataType)}`);
  }
  const content = channelObjects(channel, places.objects, places.region);
  if (!content.ok) throw invalid(content.reason);
}

function checkOutput(spec: TrainingSpec, places: Places): void {
  const path = member(spec.OutputDataConfig?.S3OutputPath, 'outputDataConfig.s3OutputPath');
  const location = parseS3Uri(path);
  if (location === undefined) throw invalid(`The S3OutputPath "${path}" is not an S3 URI.`);
  if (places.objects.exists(location.bucket)) return;
  throw invalid(
    `The bucket "${location.bucket}" of S3OutputPath "${path}" does not exist in region ${places.region}.`,
  );
}

function checkResources(spec: TrainingSpec): void {
  const { ResourceConfig: resources, StoppingCondition: stopping } = spec;
  if (resources?.InstanceGroups !== undefined) throw unsupported('ResourceConfig.InstanceGroups');
  if (resources?.InstanceType === undefined) throw invalid('ResourceConfig must name an InstanceType.');
  const count = resources.InstanceCount ?? 1;
  if (count < 1) throw invalid('ResourceConfig.InstanceCount must be at least 1.');
  if (count > 1) throw unsupported('Distributed training (ResourceConfig.InstanceCount above 1)');
  if (spec.CheckpointConfig !== undefined) throw unsupported('CheckpointConfig');
  if (spec.RetryStrategy !== undefined) throw unsupported('RetryStrategy');
  const { MaxRuntimeInSeconds: run = 24 * 3600, MaxWaitTimeInSeconds: wait } = stopping ?? {};
  if (spec.EnableManagedSpotTraining === true && (wait === undefined || wait < run)) {
    throw invalid(
      `Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds (${String(run)}) when EnableManagedSpotTraining is set to true.`,
    );
  }
  if (spec.EnableManagedSpotTraining !== true && wait !== undefined) {
    throw invalid(
      'MaxWaitTimeInSeconds above 0 is not supported when EnableManagedSpotTraining is set to false.',
    );
  }
}
