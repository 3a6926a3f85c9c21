import type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
import type { Channel } from './values/channel';
import type { Objective } from './values/objective';
import type { Range } from './values/range';
import type { BucketLike, ImageLike, RoleLike } from './values/references';

/** One training definition as the resource takes it. */
export type DefinitionConfig = NonNullable<TuneformExperimentConfig['trainingJobDefinitions']>[number];
type ResourceConfig = NonNullable<DefinitionConfig['resourceConfig']>;

/** Members of a definition that a prop of another shape gives. */
type Translated =
  | 'definitionName'
  | 'tuningObjective'
  | 'hyperParameterRanges'
  | 'staticHyperParameters'
  | 'algorithmSpecification'
  | 'roleArn'
  | 'inputDataConfig'
  | 'channels'
  | 'outputDataConfig'
  | 'resourceConfig'
  | 'stoppingCondition'
  | 'enableManagedSpotTraining'
  | 'checkpointConfig';

/** What a training job does. Members of the resource that need no translation are props as they are. */
export interface TrainingProps extends Omit<DefinitionConfig, Translated> {
  /** The image that trains, and serves unless the endpoint has its own: a `ContainerImage`, or an address `repository@sha256:…`. Either this or `algorithmName`. */
  readonly image?: ImageLike | string;
  /** Name or ARN of an algorithm resource. Its models are not served by the experiment's endpoint. */
  readonly algorithmName?: string;
  /**
   * The role of the jobs. An `ExecutionRole` is granted what this experiment uses; another role must already be
   * allowed to read the channels, write the output, pull the image and write logs.
   */
  readonly role: RoleLike;
  readonly objective: Objective;
  /** Further metrics to record, name to pattern. @default - the objective's metric alone */
  readonly metrics?: Readonly<Record<string, string>>;
  /** The searched hyperparameters by name; 1 to 30 of them. @default - Autotune chooses */
  readonly ranges?: Readonly<Record<string, Range>>;
  /** Hyperparameters whose ranges Autotune chooses, each with a value that is likely to be good. @default - none */
  readonly autoParameters?: Readonly<Record<string, string>>;
  /** Hyperparameters with one fixed value. @default - none */
  readonly staticHyperParameters?: Readonly<Record<string, string | number | boolean>>;
  /** Training data, by channel name: a `Channel`, or an S3 address such as `s3://bucket/train/`, which is sent as it is. */
  readonly channels: Readonly<Record<string, Channel | string>>;
  /** Bucket and prefix of models and other output. */
  readonly output: BucketLike;
  /** @default - '<name>/output' */
  readonly outputPrefix?: string;
  /** Encrypts the output. @default - the bucket's own encryption */
  readonly outputKmsKeyArn?: string;
  /** @default 'GZIP' */
  readonly outputCompression?: 'GZIP' | 'NONE';
  /** Machines of a training job. Either this or `hyperParameterTuningResourceConfig`, which has alternatives. */
  readonly instance?: ExperimentInstance;
  /** @default - each training job is stopped after one hour */
  readonly stopping?: Omit<DefinitionConfig['stoppingCondition'], 'maxWaitTimeInSeconds'>;
  /** Trains on spot instances, which may be taken away: give `checkpoints` too. @default - on demand */
  readonly spot?: SpotTraining;
  /** Where training jobs keep their progress; the role may read and write there. @default - nowhere */
  readonly checkpoints?: Checkpoints;
  /** @default 'File' */
  readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
}

export interface SpotTraining {
  /** Waiting for capacity and training together, in seconds; at least the time that a training job may run. */
  readonly maxWaitTimeInSeconds: number;
}

export interface Checkpoints {
  readonly bucket: BucketLike;
  /** @default - '<name>/checkpoints' */
  readonly prefix?: string;
  /** Folder in the container. @default '/opt/ml/checkpoints' */
  readonly localPath?: string;
}

/** Members of the resource's `resourceConfig`, of which three have shorter names here. */
export interface ExperimentInstance extends Omit<
  ResourceConfig,
  'instanceType' | 'instanceCount' | 'volumeKmsKeyId'
> {
  /** Such as 'ml.m5.large'. Either this, `instanceGroups` or `instancePreferences`. */
  readonly type?: string;
  /** @default 1 */
  readonly count?: number;
  /** Encrypts the volumes. @default - the service's own key */
  readonly volumeKmsKeyArn?: string;
}
