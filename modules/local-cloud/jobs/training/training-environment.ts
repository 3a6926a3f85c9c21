import { availableParallelism } from 'node:os';
import { posix } from 'node:path';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { KeyPair } from '../../../local-access';
import { HOST } from './ml-directory';

/** The inputs of a job's environment besides its request. */
export interface EnvironmentSetting {
  readonly arn: string;
  readonly region: string;
  /** `/opt/ml` as the container sees it. */
  readonly mlDirectory: string;
  /** The local cloud's own endpoint, for containers that call AWS. */
  readonly endpointUrl: string;
  readonly credentials: KeyPair;
  /** Number of such jobs that may share this machine. */
  readonly siblings: number;
  /** Whether the image carries SageMaker's training toolkit. */
  readonly hasTrainingToolkit: boolean;
}

/**
 * Returns the environment of a training container: SageMaker's variables, for images with its training toolkit the
 * toolkit's `SM_…` variables, and last the job's own `Environment`, which overrides the others.
 */
export function trainingEnvironment(
  request: CreateTrainingJobRequest,
  setting: EnvironmentSetting,
): Record<string, string> {
  const base = setting.mlDirectory;
  const processors = Math.max(1, Math.floor(availableParallelism() / Math.max(1, setting.siblings)));
  return {
    TRAINING_JOB_NAME: request.TrainingJobName ?? '',
    TRAINING_JOB_ARN: setting.arn,
    AWS_REGION: setting.region,
    AWS_DEFAULT_REGION: setting.region,
    AWS_ENDPOINT_URL: setting.endpointUrl,
    AWS_ACCESS_KEY_ID: setting.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: setting.credentials.secretAccessKey,
    ...(setting.hasTrainingToolkit ? toolkitVariables(request, base, processors) : {}),
    // Concurrent jobs share the processors of this machine; if each used all of them, all would be slower.
    OMP_NUM_THREADS: String(processors),
    ...request.Environment,
  };
}

const environmentName = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9_]/g, '_');

/** Returns the toolkit's variables for its program. */
function toolkitVariables(
  request: CreateTrainingJobRequest,
  base: string,
  processors: number,
): Record<string, string> {
  const hyperparameters = request.HyperParameters ?? {};
  const channels = (request.InputDataConfig ?? []).map((channel) => channel.ChannelName ?? '');
  return {
    SM_TRAINING_JOB_NAME: request.TrainingJobName ?? '',
    SM_MODEL_DIR: posix.join(base, 'model'),
    SM_OUTPUT_DIR: posix.join(base, 'output'),
    SM_OUTPUT_DATA_DIR: posix.join(base, 'output', 'data'),
    SM_INPUT_DIR: posix.join(base, 'input'),
    SM_INPUT_CONFIG_DIR: posix.join(base, 'input', 'config'),
    SM_CHANNELS: JSON.stringify(channels),
    ...Object.fromEntries(
      channels.map((name) => [
        `SM_CHANNEL_${environmentName(name)}`,
        posix.join(base, 'input', 'data', name),
      ]),
    ),
    SM_HPS: JSON.stringify(hyperparameters),
    ...Object.fromEntries(
      Object.entries(hyperparameters).map(([name, value]) => [`SM_HP_${environmentName(name)}`, value]),
    ),
    SM_CURRENT_HOST: HOST,
    SM_HOSTS: JSON.stringify([HOST]),
    SM_NUM_CPUS: String(processors),
    SM_NUM_GPUS: '0',
  };
}
