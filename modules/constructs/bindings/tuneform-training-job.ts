// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import type {
  TuneformAlgorithmSpecification,
  TuneformCheckpointConfig,
  TuneformInputDataConfig,
  TuneformOutputDataConfig,
  TuneformResourceConfig,
  TuneformRetryStrategy,
  TuneformStoppingCondition,
  TuneformVpcConfig,
} from './shapes';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_training_job`. */
export interface TuneformTrainingJobConfig extends TerraformMetaArguments {
  /** Logical name; the name of the training job begins with it. */
  readonly name: string;
  /** Hyperparameters; the container uses its defaults for the others. */
  readonly hyperParameters?: Readonly<Record<string, string>>;
  /** Training image or algorithm, and how it reads data and reports metrics. */
  readonly algorithmSpecification: TuneformAlgorithmSpecification;
  /** Role that the training jobs assume. */
  readonly roleArn: string;
  /** Input channels; a container that needs no data trains without any. 1 to 20 channels. */
  readonly inputDataConfig?: readonly TuneformInputDataConfig[];
  /** Where to store the artifacts. */
  readonly outputDataConfig: TuneformOutputDataConfig;
  /** When to stop a training job. */
  readonly stoppingCondition: TuneformStoppingCondition;
  /** Trains on spot instances, which are cheaper and which AWS may take away. */
  readonly enableManagedSpotTraining?: boolean;
  /** Where training jobs keep their progress. */
  readonly checkpointConfig?: TuneformCheckpointConfig;
  /** Retries of a training job. */
  readonly retryStrategy?: TuneformRetryStrategy;
  /** Network of the training jobs. */
  readonly vpcConfig?: TuneformVpcConfig;
  /** Cuts the containers off from the network. */
  readonly enableNetworkIsolation?: boolean;
  /** Encrypts what the instances of a training job send each other. */
  readonly enableInterContainerTrafficEncryption?: boolean;
  /** Environment variables of the container. Do not put secrets here. up to 48 environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Instances of the training job. */
  readonly resourceConfig: TuneformResourceConfig;
  /** Input channels by name, each with the S3 prefix that it reads, `s3://bucket/prefix/`: short for entries of `input_data_config` that say nothing else. */
  readonly channels?: Readonly<Record<string, string>>;
  /** What the training job has to show. A change is judged without launching anything. */
  readonly require?: {
    /** Metrics that must have a finite value. By default every metric that is defined. */
    readonly metricNames?: readonly string[];
    /** Whether a model with at least one file must lie in S3. Default `true`. @default true */
    readonly artifact?: boolean;
    /** What to make of the line `hyperparameters: {"name": value, …}`, with which a container says what it used. `if_printed` (default): where there is one, each given hyperparameter must be in it with its value. `required`: there must be one. `ignored`: not looked at. @default "if_printed" */
    readonly echo?: 'if_printed' | 'required' | 'ignored';
  };
  /** How an apply waits. Reaching the timeout is an error, so that nothing starts unproven; the job goes on. */
  readonly wait?: {
    /** How long an apply waits for the end of the training job. `0s` checks once without waiting. Default `10m`. @default "10m" */
    readonly timeout?: string;
    /** Time between two checks. By default it adapts from 5 to 20 seconds. */
    readonly poll?: string;
  };
  /** Tags of the training job, at most 45 together with the provider's `default_tags`: AWS allows 50, and 5 are for Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to run, and pay for, the same training job again. @default 1 */
  readonly run?: number;
  /** `stop` (default) stops a running job and keeps the record, `delete` also deletes the record, `detach` changes nothing. The artifact always stays. @default "stop" */
  readonly onDestroy?: 'stop' | 'delete' | 'detach';
}

/** `tuneform_training_job`: One training job on SageMaker, the smoke run before an expensive search. */
export class TuneformTrainingJob extends TuneformResource<TuneformTrainingJobConfig> {
  static readonly tfResourceType = 'tuneform_training_job';

  constructor(scope: Construct, id: string, config: TuneformTrainingJobConfig) {
    super(scope, id, TuneformTrainingJob.tfResourceType, config);
  }

  /** Imports an existing resource into the stack under `id`, so that the plan can print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformTrainingJob.tfResourceType, ...from });
  }

  /** Name of the training job. */
  get trainingJobName(): string {
    return this.getStringAttribute('training_job_name');
  }
  /** Maximum cost of the training job at list price, in US dollars; null if it is unknown. */
  get costCeilingUsd(): number {
    return this.getNumberAttribute('cost_ceiling_usd');
  }
  /** Tags of the training job besides Tuneform’s own, including the provider’s default tags; null without any. A tag of Tuneform’s own that was changed or, with an empty value, removed is here until the next apply repairs it. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
  /** Status of the training job at the last refresh; `Unconfirmed` while it was requested but not observed yet, `Missing` if its record was deleted outside Terraform. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** `passed: …` or `failed: …`, with the reason; `waiting: …` until the training job has ended and was looked at. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  /** Final values of the metrics that the training job printed. */
  get metrics(): Record<string, string> {
    return this.getStringMapAttribute('metrics');
  }
  /** The hyperparameters that the container says it used, defaults included; null if it does not say. */
  get usedHyperParameters(): Record<string, string> {
    return this.getStringMapAttribute('used_hyper_parameters');
  }
  /** Artifact, `s3://…/model.tar.gz`. */
  get modelDataUrl(): string {
    return this.getStringAttribute('model_data_url');
  }
  /** Cost at list price in US dollars; null when unknown. */
  get costUsd(): number {
    return this.getNumberAttribute('cost_usd');
  }
}
