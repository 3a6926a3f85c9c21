import type { TuneformEndpointConfig } from './bindings/tuneform-endpoint';
import type { Channel } from './values/channel';
import type { BucketLike, ImageLike, RoleLike } from './values/references';
import type { Objective } from './values/objective';
import type { Range } from './values/range';

/** A request sent after every rollout; the rollout fails if the response is not the expected one. */
export type SmokeRequestConfig = NonNullable<TuneformEndpointConfig['smokeRequest']>;

export interface TuningExperimentProps {
  /**
   * Logical name; the tuning jobs' names begin with it.
   * @default - the construct's id in kebab case
   */
  readonly name?: string;
  /** The image that trains and serves: a `ContainerImage`, or an address `repository@sha256:…`. */
  readonly image: ImageLike | string;
  /**
   * The role of the jobs. An `ExecutionRole` is granted what this experiment uses; another role must already be
   * allowed to read the channels, write the output, pull the image and write logs.
   */
  readonly role: RoleLike;
  readonly objective: Objective;
  /** Further metrics to record, name to pattern. @default - the objective's metric alone */
  readonly metrics?: Readonly<Record<string, string>>;
  /** The searched hyperparameters by name; 1 to 30 of them. */
  readonly ranges: Readonly<Record<string, Range>>;
  /** Hyperparameters with one fixed value. @default - none */
  readonly staticHyperParameters?: Readonly<Record<string, string | number | boolean>>;
  readonly limits: ExperimentLimits;
  /** Training data, by channel name. */
  readonly channels: Readonly<Record<string, Channel>>;
  /** Bucket and prefix of models and other output. */
  readonly output: BucketLike;
  /** @default - '<name>/output' */
  readonly outputPrefix?: string;
  /** Encrypts the output. @default - the bucket's own encryption */
  readonly outputKmsKeyArn?: string;
  readonly instance: ExperimentInstance;
  /** @default - each training job is stopped after one hour */
  readonly stopping?: { readonly maxRuntimeInSeconds: number };
  /** @default 'Bayesian' */
  readonly strategy?: 'Bayesian' | 'Random';
  /** @default - the service chooses */
  readonly randomSeed?: number;
  /** Stop training jobs that are unlikely to win. @default false */
  readonly earlyStopping?: boolean;
  /** @default 'File' */
  readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
  /** Environment variables of the training container. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Conditions that a candidate must meet to become champion. @default - the best training job always does */
  readonly gate?: ExperimentGate;
  /** How long an apply waits for the search, such as '30m'; the next run continues. @default '10m' */
  readonly wait?: string;
  /** Serve the champion. @default - nothing is served */
  readonly endpoint?: ExperimentEndpoint;
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to pay for the same search again. @default 1 */
  readonly run?: number;
  /** What happens to the jobs when the experiment is destroyed. @default 'stop' */
  readonly onDestroy?: 'stop' | 'delete' | 'detach';
}

export interface ExperimentLimits {
  /** Training jobs over the whole search. */
  readonly trainingJobs: number;
  /** Training jobs at the same time. */
  readonly parallel: number;
  /** Whole search, seconds, 120 to 15,768,000. @default - the service's own limit */
  readonly maxRuntimeInSeconds?: number;
}

export interface ExperimentInstance {
  /** Such as 'ml.m5.large'. */
  readonly type: string;
  /** @default 1 */
  readonly count?: number;
  /** @default 30 */
  readonly volumeSizeInGb?: number;
  /** How long an idle machine waits for the next training job, 0 to 3,600 seconds; billed. @default - not at all */
  readonly keepAlivePeriodInSeconds?: number;
}

/** In the objective's own unit and direction. */
export interface ExperimentGate {
  /** Minimum value of a candidate (maximum, if the objective is minimised). */
  readonly minimumValue?: number;
  /** Minimum improvement over the current champion. */
  readonly minimumImprovement?: number;
}

export interface ExperimentEndpoint {
  /** A GPU type serves on GPU. */
  readonly instanceType: string;
  /** @default 1 */
  readonly initialInstanceCount?: number;
  /** @default - the experiment's name */
  readonly name?: string;
  /** The role of the models. @default - the experiment's role */
  readonly role?: RoleLike;
  /** Sent after every rollout; the response decides whether the rollout stands. @default - none */
  readonly smokeRequest?: SmokeRequestConfig;
  /** Environment variables of the serving container. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
}
