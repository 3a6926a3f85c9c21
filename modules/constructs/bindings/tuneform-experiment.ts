// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

export interface TuneformExperimentObjective {
  /** Direction. `Maximize` or `Minimize`. */
  readonly type: 'Maximize' | 'Minimize';
  /** Metric to improve. */
  readonly metricName: string;
}

export interface TuneformExperimentParameterRanges {
  /** Integer hyperparameters to search; at most 30 ranges of all kinds. */
  readonly integerParameterRanges?: readonly TuneformExperimentParameterRange[];
  /** Continuous hyperparameters to search; at most 30 ranges of all kinds. */
  readonly continuousParameterRanges?: readonly TuneformExperimentParameterRange[];
  /** Categorical hyperparameters to search. */
  readonly categoricalParameterRanges?: readonly {
    /** Hyperparameter to search. */
    readonly name: string;
    /** What it may be. 1 to 30 values. */
    readonly values: readonly string[];
  }[];
  /** Hyperparameters whose ranges Autotune chooses; need `autotune`. 1 to 100 parameters. */
  readonly autoParameters?: readonly {
    /** Hyperparameter whose range Autotune chooses. */
    readonly name: string;
    /** A value that is likely to be good. */
    readonly valueHint: string;
  }[];
}

export interface TuneformExperimentParameterRange {
  /** Hyperparameter to search. */
  readonly name: string;
  /** Smallest value, inclusive. */
  readonly minValue: number;
  /** Largest value, inclusive. */
  readonly maxValue: number;
  /** Scale on which values are chosen. `Auto` (default), `Linear`, `Logarithmic` or `ReverseLogarithmic`. @default "Auto" */
  readonly scalingType?: 'Auto' | 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';
}

export interface TuneformExperimentAlgorithmSpecification {
  /** Image URI, preferably with a digest (`repository@sha256:…`). Either this or `algorithm_name`. */
  readonly trainingImage?: string;
  /** Name or ARN of an algorithm resource or of an algorithm that you subscribed to. */
  readonly algorithmName?: string;
  /** How channels reach the container. `File` (default), `Pipe` or `FastFile`. @default "File" */
  readonly trainingInputMode?: 'File' | 'Pipe' | 'FastFile';
  /** Metrics to read from the training log. 1 to 40 metric definitions. */
  readonly metricDefinitions?: readonly {
    /** Metric name. */
    readonly name: string;
    /** Regular expression that finds the metric in the log; its one capturing group is the value. */
    readonly regex: string;
  }[];
}

export interface TuneformExperimentInputDataConfig {
  /** Folder name inside the container. */
  readonly channelName: string;
  /** MIME type of the data. */
  readonly contentType?: string;
  /** Unpacked in input mode `Pipe` only. `None` (default) or `Gzip`. */
  readonly compressionType?: 'None' | 'Gzip';
  /** How records are wrapped in input mode `Pipe`. `None` (default) or `RecordIO`. */
  readonly recordWrapperType?: 'None' | 'RecordIO';
  /** Instead of `training_input_mode`. `File`, `Pipe` or `FastFile`. */
  readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
  /** Shuffles the objects of the channel, in input mode `Pipe` before every epoch. */
  readonly shuffleConfig?: {
    /** Seed of the order. 0 to 9,007,199,254,740,991. */
    readonly seed: number;
  };
  /** Location of the data: one of the following. */
  readonly dataSource: {
    /** Data in S3. */
    readonly s3DataSource?: {
      /** `s3://bucket/prefix/`. */
      readonly s3Uri: string;
      /** What lies there. `S3Prefix` (default), `ManifestFile`, `AugmentedManifestFile` or `Converse`. @default "S3Prefix" */
      readonly s3DataType?: 'S3Prefix' | 'ManifestFile' | 'AugmentedManifestFile' | 'Converse';
      /** What each of several instances gets. `FullyReplicated` (default) or `ShardedByS3Key`. @default "FullyReplicated" */
      readonly s3DataDistributionType?: 'FullyReplicated' | 'ShardedByS3Key';
      /** Attributes of an augmented manifest to read, in this order. 1 to 16 attribute names. */
      readonly attributeNames?: readonly string[];
      /** Instance groups that get the data; all of them without it. 1 to 5 instance group names. */
      readonly instanceGroupNames?: readonly string[];
      /** Of a model with a licence. */
      readonly modelAccessConfig?: {
        /** Whether the licence of the model is accepted. */
        readonly acceptEula: boolean;
      };
      /** Of data in a hub. */
      readonly hubAccessConfig?: {
        /** ARN of the content of a hub. */
        readonly hubContentArn: string;
      };
    };
    /** Data in a file system; needs `vpc_config`. */
    readonly fileSystemDataSource?: {
      /** For instance `fs-0123456789abcdef0`. */
      readonly fileSystemId: string;
      /** Read only, or read and write. `ro` or `rw`. */
      readonly fileSystemAccessMode: 'ro' | 'rw';
      /** Kind of file system. `EFS` or `FSxLustre`. */
      readonly fileSystemType: 'EFS' | 'FSxLustre';
      /** Folder in the file system, for instance `/data/train`. */
      readonly directoryPath: string;
    };
    /** A data set in a hub. */
    readonly datasetSource?: {
      /** ARN of a data set in a hub. */
      readonly datasetArn: string;
    };
  };
}

export interface TuneformExperimentOutputDataConfig {
  /** S3 location for the artifacts, `s3://…`. */
  readonly s3OutputPath: string;
  /** KMS key that encrypts the artifacts. */
  readonly kmsKeyId?: string;
  /** Of the artifacts. `GZIP` (default) or `NONE`. */
  readonly compressionType?: 'GZIP' | 'NONE';
}

export interface TuneformExperimentResourceConfig {
  /** Instance type, for example `ml.m5.xlarge`. Either this, `instance_groups` or `instance_preferences`. */
  readonly instanceType?: string;
  /** Number of instances per training job; 1 if omitted. */
  readonly instanceCount?: number;
  /** Storage per instance. @default 30 */
  readonly volumeSizeInGb?: number;
  /** KMS key that encrypts the volumes. */
  readonly volumeKmsKeyId?: string;
  /** How long an idle instance waits for the next training job; billed. 0 to 21,600 seconds. */
  readonly keepAlivePeriodInSeconds?: number;
  /** Instances of several types that train together. 1 to 5 instance groups. */
  readonly instanceGroups?: readonly {
    /** Its name. */
    readonly instanceGroupName: string;
    /** Instance type, for example `ml.m5.xlarge`. */
    readonly instanceType: string;
    /** Instances of the group. */
    readonly instanceCount: number;
  }[];
  /** Training plan that provides the capacity. */
  readonly trainingPlanArn?: string;
  /** Of UltraServers. */
  readonly instancePlacementConfig?: {
    /** Whether several jobs may share an UltraServer. */
    readonly enableMultipleJobs?: boolean;
    /** Where the instances are. 1 to 10 placements. */
    readonly placementSpecifications?: readonly {
      /** UltraServer. */
      readonly ultraServerId?: string;
      /** Instances on it. */
      readonly instanceCount: number;
    }[];
  };
  /** Alternatives, the preferred first; the service takes the first that has capacity. 1 to 5 instance preferences. */
  readonly instancePreferences?: readonly {
    /** Instance type, for example `ml.m5.xlarge`. */
    readonly instanceType: string;
    /** Number of instances per training job. @default 1 */
    readonly instanceCount?: number;
    /** Training plan that provides the capacity. 1 ARNs. */
    readonly trainingPlanArns?: readonly string[];
  }[];
}

export interface TuneformExperimentHyperParameterTuningResourceConfig {
  /** Instance type, for example `ml.m5.xlarge`. Either this or `instance_configs`. */
  readonly instanceType?: string;
  /** Number of instances per training job; 1 if omitted. */
  readonly instanceCount?: number;
  /** Storage per instance. */
  readonly volumeSizeInGb?: number;
  /** KMS key that encrypts the volumes. */
  readonly volumeKmsKeyId?: string;
  /** How the service chooses among `instance_configs`: the first that has capacity. `Prioritized`. */
  readonly allocationStrategy?: 'Prioritized';
  /** Alternatives, the preferred first. 1 to 6 instance configurations. */
  readonly instanceConfigs?: readonly {
    /** Instance type, for example `ml.m5.xlarge`. */
    readonly instanceType: string;
    /** Number of instances per training job. @default 1 */
    readonly instanceCount?: number;
    /** Storage per instance. @default 30 */
    readonly volumeSizeInGb?: number;
  }[];
}

export interface TuneformExperimentStoppingCondition {
  /** Maximum duration of one training job, all attempts together. */
  readonly maxRuntimeInSeconds: number;
  /** Maximum duration of waiting for spot capacity and training together; needs `enable_managed_spot_training`. */
  readonly maxWaitTimeInSeconds?: number;
  /** How long a training job may wait for capacity. 1,800 to 2,419,200 seconds. */
  readonly maxPendingTimeInSeconds?: number;
}

export interface TuneformExperimentCheckpointConfig {
  /** Where checkpoints go, `s3://…`. */
  readonly s3Uri: string;
  /** Folder in the container whose files are checkpoints. */
  readonly localPath?: string;
}

export interface TuneformExperimentRetryStrategy {
  /** After internal errors of the service. 1 to 30. */
  readonly maximumRetryAttempts: number;
}

export interface TuneformExperimentVpcConfig {
  /** Security groups. 1 to 5 security groups. */
  readonly securityGroupIds: readonly string[];
  /** Subnets. 1 to 16 subnets. */
  readonly subnets: readonly string[];
}

/** Arguments of `tuneform_experiment`. */
export interface TuneformExperimentConfig extends TerraformMetaArguments {
  /** Logical name; the names of its tuning jobs begin with it. */
  readonly name: string;
  /** How hyperparameters are chosen. `Bayesian` (default), `Random`, `Grid` or `Hyperband`. @default "Bayesian" */
  readonly strategy?: 'Bayesian' | 'Random' | 'Grid' | 'Hyperband';
  /** Of strategy `Hyperband`. */
  readonly strategyConfig?: {
    /** Bounds of the resource, epochs. */
    readonly hyperbandStrategyConfig?: {
      /** Epochs that every training job gets before the first comparison. 1 to 20,000. */
      readonly minResource?: number;
      /** Epochs that the best training jobs get. Without it, a static hyperparameter such as `epochs` says so. 1 to 20,000. */
      readonly maxResource?: number;
    };
  };
  /** How to compare training jobs. Required unless `training_job_definitions` is given. */
  readonly objective?: TuneformExperimentObjective;
  /** Limits of the search, which also limit its cost. */
  readonly resourceLimits: {
    /** Maximum number of training jobs. Without it, only `max_runtime_in_seconds` and the completion criteria end a search that is not of strategy `Grid`. 1 to 10,000. */
    readonly maxNumberOfTrainingJobs?: number;
    /** Maximum number of training jobs at a time. 1 to 100. */
    readonly maxParallelTrainingJobs: number;
    /** Maximum duration of the whole search. 120 to 15,768,000 seconds. */
    readonly maxRuntimeInSeconds?: number;
  };
  /** The search space; may be left out with `autotune`. Required unless `training_job_definitions` is given. */
  readonly parameterRanges?: TuneformExperimentParameterRanges;
  /** `Auto` stops unpromising training jobs early. `Off` (default) or `Auto`. @default "Off" */
  readonly trainingJobEarlyStoppingType?: 'Off' | 'Auto';
  /** What ends the search before its limits do. */
  readonly tuningJobCompletionCriteria?: {
    /** The search ends when a training job is at least this good. */
    readonly targetObjectiveMetricValue?: number;
    /** The search ends when it no longer improves. */
    readonly bestObjectiveNotImproving?: {
      /** Training jobs in a row that improve the best value by less than 1 %, 3 or more. */
      readonly maxNumberOfTrainingJobsNotImproving: number;
    };
    /** The search ends when the service finds that it is unlikely to improve. */
    readonly convergenceDetected?: {
      /** Whether to end it. `Enabled` or `Disabled`. */
      readonly completeOnConvergence: 'Enabled' | 'Disabled';
    };
  };
  /** Random seed; the same seed repeats the search. 0 to 2,147,483,647. */
  readonly randomSeed?: number;
  /** Hyperparameters with one value for the whole search. */
  readonly staticHyperParameters?: Readonly<Record<string, string>>;
  /** Training image or algorithm, and how it reads data and reports metrics. Required unless `training_job_definitions` is given. */
  readonly algorithmSpecification?: TuneformExperimentAlgorithmSpecification;
  /** Role that the training jobs assume. Required unless `training_job_definitions` is given. */
  readonly roleArn?: string;
  /** Input channels. Required unless `training_job_definitions` is given. 1 to 20 channels. */
  readonly inputDataConfig?: readonly TuneformExperimentInputDataConfig[];
  /** Where to store the artifacts. Required unless `training_job_definitions` is given. */
  readonly outputDataConfig?: TuneformExperimentOutputDataConfig;
  /** Instances of one training job. Either this or `hyper_parameter_tuning_resource_config`. */
  readonly resourceConfig?: TuneformExperimentResourceConfig;
  /** Instances of one training job, with alternatives. */
  readonly hyperParameterTuningResourceConfig?: TuneformExperimentHyperParameterTuningResourceConfig;
  /** When to stop a training job. Required unless `training_job_definitions` is given. */
  readonly stoppingCondition?: TuneformExperimentStoppingCondition;
  /** Trains on spot instances, which are cheaper and may be taken away. */
  readonly enableManagedSpotTraining?: boolean;
  /** Where training jobs keep their progress. */
  readonly checkpointConfig?: TuneformExperimentCheckpointConfig;
  /** How often a training job is tried again. */
  readonly retryStrategy?: TuneformExperimentRetryStrategy;
  /** Network of the training jobs. */
  readonly vpcConfig?: TuneformExperimentVpcConfig;
  /** Containers reach no network. */
  readonly enableNetworkIsolation?: boolean;
  /** Encrypts what the instances of a training job send each other. */
  readonly enableInterContainerTrafficEncryption?: boolean;
  /** Environment variables of the container. Do not put secrets here. up to 48 environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Several kinds of training job, each with its own objective, ranges, algorithm and machines; the search is over all of them. Instead of `objective`, `parameter_ranges` and everything that says what a training job does. 1 to 10 training definitions. */
  readonly trainingJobDefinitions?: readonly {
    /** Its name. */
    readonly definitionName: string;
    /** How to compare training jobs. */
    readonly tuningObjective: TuneformExperimentObjective;
    /** The search space. */
    readonly hyperParameterRanges: TuneformExperimentParameterRanges;
    /** Hyperparameters with one value for the whole search. */
    readonly staticHyperParameters?: Readonly<Record<string, string>>;
    /** Training image or algorithm, and how it reads data and reports metrics. */
    readonly algorithmSpecification: TuneformExperimentAlgorithmSpecification;
    /** Role that the training jobs assume. */
    readonly roleArn: string;
    /** Input channels. 1 to 20 channels. */
    readonly inputDataConfig: readonly TuneformExperimentInputDataConfig[];
    /** Where to store the artifacts. */
    readonly outputDataConfig: TuneformExperimentOutputDataConfig;
    /** Instances of one training job. Either this or `hyper_parameter_tuning_resource_config`. */
    readonly resourceConfig?: TuneformExperimentResourceConfig;
    /** Instances of one training job, with alternatives. */
    readonly hyperParameterTuningResourceConfig?: TuneformExperimentHyperParameterTuningResourceConfig;
    /** When to stop a training job. */
    readonly stoppingCondition: TuneformExperimentStoppingCondition;
    /** Trains on spot instances, which are cheaper and may be taken away. */
    readonly enableManagedSpotTraining?: boolean;
    /** Where training jobs keep their progress. */
    readonly checkpointConfig?: TuneformExperimentCheckpointConfig;
    /** How often a training job is tried again. */
    readonly retryStrategy?: TuneformExperimentRetryStrategy;
    /** Network of the training jobs. */
    readonly vpcConfig?: TuneformExperimentVpcConfig;
    /** Containers reach no network. */
    readonly enableNetworkIsolation?: boolean;
    /** Encrypts what the instances of a training job send each other. */
    readonly enableInterContainerTrafficEncryption?: boolean;
    /** Environment variables of the container. Do not put secrets here. up to 48 environment variables. */
    readonly environment?: Readonly<Record<string, string>>;
  }[];
  /** Earlier searches that this one learns from. */
  readonly warmStartConfig?: {
    /** Searches to learn from; grandparents count only if they are named. 1 to 5 parents. */
    readonly parentHyperParameterTuningJobs: readonly {
      /** Name of a tuning job that has ended. */
      readonly hyperParameterTuningJobName: string;
    }[];
    /** Whether data and algorithm are the same as the parents’. `IdenticalDataAndAlgorithm` or `TransferLearning`. */
    readonly warmStartType: 'IdenticalDataAndAlgorithm' | 'TransferLearning';
  };
  /** SageMaker’s Autotune. */
  readonly autotune?: {
    /** Lets the service choose what is left out: ranges, strategy, limits. `Enabled`. */
    readonly mode: 'Enabled';
  };
  /** Tags of the tuning job, at most 43 together with the provider's `default_tags`: AWS allows 50, and 7 are for Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to run, and pay for, the same search again. @default 1 */
  readonly run?: number;
  /** What a launch may cost at most, at list price, in US dollars. A change launches nothing and leaves a running search alone. */
  readonly budgetUsd?: number;
  /** `reject` (default): the plan fails if the maximum cost is above the budget, without limit or unknown. `stop`: the tuning job is launched with a `max_runtime_in_seconds` at which the service stops it within the budget; its best training job counts. @default "reject" */
  readonly budgetAction?: 'reject' | 'stop';
  /** What happens to a running search that an edit supersedes: `let_finish` (default) leaves it alone, `stop_previous` stops it after the new one is launched, or before, if that starts from its results. @default "let_finish" */
  readonly onChange?: 'let_finish' | 'stop_previous';
  /** What happens if the record of the current search was deleted outside Terraform: `keep` (default) launches nothing, `relaunch` launches it again under its name. @default "keep" */
  readonly onMissing?: 'keep' | 'relaunch';
  /** `stop` (default) stops running jobs and keeps the records, `delete` also deletes the records, `detach` changes nothing. Training jobs and artifacts always stay. @default "stop" */
  readonly onDestroy?: 'stop' | 'delete' | 'detach';
}

/** `tuneform_experiment`: A hyperparameter search on SageMaker. */
export class TuneformExperiment extends TuneformResource<TuneformExperimentConfig> {
  static readonly tfResourceType = 'tuneform_experiment';

  constructor(scope: Construct, id: string, config: TuneformExperimentConfig) {
    super(scope, id, TuneformExperiment.tfResourceType, config);
  }

  /** Imports an existing resource into the stack under `id`, so that the plan can print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformExperiment.tfResourceType, ...from });
  }

  /** The logical name. */
  get id(): string {
    return this.getStringAttribute('id');
  }
  /** Number of the current search: 1 for the first, one more for each further search launched. */
  get generation(): number {
    return this.getNumberAttribute('generation');
  }
  /** What the last change did: `launch` a tuning job, `extend` the search by one with a warm start, `reuse` an earlier one at no cost, or `metadata only`. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  /** Reason for the verdict, with old and new values, and why an extension starts cold. */
  get because(): string {
    return this.getStringAttribute('because');
  }
  /** All ranges, on one line. */
  get searchSpace(): string {
    return this.getStringAttribute('search_space');
  }
  /** Maximum cost of the search at list price, in US dollars; null if it is unbounded or unknown. */
  get costCeilingUsd(): number {
    return this.getNumberAttribute('cost_ceiling_usd');
  }
  /** Maximum cost as text: `$56.32`, `UNBOUNDED` or `unknown price`. */
  get costCeiling(): string {
    return this.getStringAttribute('cost_ceiling');
  }
  /** Billed seconds of the training jobs of the current search that had ended at the last refresh, each for one instance. While a search on spot instances runs, their whole time. Null if it is not known. */
  get billableSeconds(): number {
    return this.getNumberAttribute('billable_seconds');
  }
  /** What these seconds cost at list price, in US dollars; null if a price is unknown. */
  get costUsd(): number {
    return this.getNumberAttribute('cost_usd');
  }
  /** SHA-256 of everything the search depends on. */
  get fingerprint(): string {
    return this.getStringAttribute('fingerprint');
  }
  /** Tuning job of the current generation; of several, the first. */
  get tuningJobName(): string {
    return this.getStringAttribute('tuning_job_name');
  }
  /** Tuning jobs of all generations, the current one last. */
  get tuningJobNames(): string[] {
    return this.getListAttribute('tuning_job_names');
  }
  /** ARN of `tuning_job_name`; null until it is launched. */
  get tuningJobArn(): string {
    return this.getStringAttribute('tuning_job_arn');
  }
  /** Status of the current search at the last refresh: it ends with the last of its tuning jobs, and the worst end counts; or `Pending` while the service has no capacity for it or has refused a part of it, `Unconfirmed` while it was requested but not observed yet, `Missing` if its record was deleted outside Terraform. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** Status of each tuning job by name, as last observed: of the current ones at every refresh, of earlier ones until they have ended. */
  get tuningJobStatuses(): Record<string, string> {
    return this.getStringMapAttribute('tuning_job_statuses');
  }
  /** All tags of the current tuning jobs, including Tuneform’s own. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
}
