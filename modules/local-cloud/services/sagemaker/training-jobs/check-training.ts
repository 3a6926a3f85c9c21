import { hasLocalDisk, isBuiltInAlgorithm } from '../../../../tuning';
import { channelObjects } from '../../../jobs/training/channel-objects';
import { metricRegexProblem } from '../../../jobs/training/metric-extractor';
import { parseS3Uri } from '../../../jobs/s3-uri';
import type { AlgorithmRecord } from '../../../jobs/training/algorithm-record';
import { checkCheckpoints } from './check-checkpoints';
import { checkSpot } from './check-spot';
import { checkRole } from '../check-role';
import { checkUseOfAlgorithm } from '../algorithms/check-use-of-algorithm';
import { invalid, member } from '../rejections';
import type { SageMakerDependencies } from '../sagemaker-dependencies';
import type { TrainingSpec } from './training-spec';

type Places = Pick<SageMakerDependencies, 'images' | 'objects' | 'region' | 'roles'>;

/**
 * Checks what a training job needs before it can start: role, image, metrics, inputs, output and resources.
 * With an algorithm, also what that supports. Answers the digest of the image. Throws ValidationException.
 */
export function checkTraining(
  spec: TrainingSpec,
  arn: string,
  places: Places,
  algorithm?: AlgorithmRecord,
): string {
  checkRole(places.roles, member(spec.RoleArn, 'roleArn'), arn);
  const digest = algorithm === undefined ? checkImage(spec, places) : algorithm.imageDigest;
  if (algorithm !== undefined) checkUseOfAlgorithm(spec, algorithm);
  checkMetrics(spec);
  checkChannels(spec, places);
  checkOutput(spec, places);
  checkResources(spec);
  checkSpot(spec);
  checkCheckpoints(spec, places);
  return digest;
}

function checkMetrics(spec: TrainingSpec): void {
  for (const definition of spec.AlgorithmSpecification?.MetricDefinitions ?? []) {
    const problem = metricRegexProblem(definition);
    if (problem !== undefined) throw invalid(problem);
  }
}

function checkImage(spec: TrainingSpec, places: Places): string {
  const { TrainingImage: image } = spec.AlgorithmSpecification ?? {};
  if (image === undefined) {
    throw invalid(
      'You must specify either TrainingImage or AlgorithmName in AlgorithmSpecification. Neither is specified.',
    );
  }
  if (isBuiltInAlgorithm(image, spec.RoleArn)) {
    if ((spec.AlgorithmSpecification?.MetricDefinitions ?? []).length > 0) {
      throw invalid(
        "You can't override the metric definitions for Amazon SageMaker algorithms. Please retry the request without specifying metric definitions.",
      );
    }
    throw invalid(
      `The local cloud cannot run ${image}: only AWS has the images of SageMaker's own algorithms. Use an image of your own, or target "aws".`,
    );
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
    if (channel.DataSource?.S3DataSource === undefined) {
      throw invalid(`The channel "${name}" must have a DataSource.S3DataSource.`);
    }
    const content = channelObjects(channel, places.objects, places.region);
    if (!content.ok) throw invalid(content.reason);
  }
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

/** "The maximum value is 28 days" (StoppingCondition). */
const LONGEST_RUNTIME_SECONDS = 28 * 24 * 3600;

function checkResources(spec: TrainingSpec): void {
  const { ResourceConfig: resources, StoppingCondition: stopping } = spec;
  if (resources?.InstanceType === undefined) throw invalid('ResourceConfig must name an InstanceType.');
  checkVolume(resources, resources.InstanceType);
  const count = resources.InstanceCount ?? 1;
  if (count < 1) throw invalid('ResourceConfig.InstanceCount must be at least 1.');
  const run = stopping?.MaxRuntimeInSeconds ?? 0;
  if (run > LONGEST_RUNTIME_SECONDS) {
    throw invalid(
      `MaxRuntimeInSeconds (${String(run)}) must not be greater than 28 days (${String(LONGEST_RUNTIME_SECONDS)} seconds).`,
    );
  }
}

/** Types with disks of their own encrypt those themselves and get no volume (ResourceConfig). */
function checkVolume(resources: NonNullable<TrainingSpec['ResourceConfig']>, instanceType: string): void {
  const { VolumeKmsKeyId: key, VolumeSizeInGB: size } = resources;
  if (hasLocalDisk(instanceType)) {
    if (key === undefined) return;
    throw invalid(
      `VolumeKmsKeyId cannot be used with ${instanceType}, whose local disks are encrypted with keys of their own. Leave VolumeKmsKeyId out.`,
    );
  }
  if (size !== undefined && size < 1) {
    throw invalid(`VolumeSizeInGB (${String(size)}) must be at least 1 for ${instanceType}.`);
  }
}
