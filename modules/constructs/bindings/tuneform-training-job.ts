// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_training_job`. */
export interface TuneformTrainingJobConfig extends TerraformMetaArguments {
  /** Logical name; the name of the training job begins with it. */
  readonly name: string;
  /** Hyperparameters; the container uses its defaults for the others. */
  readonly hyperParameters?: Readonly<Record<string, string>>;
  /** Training image or algorithm, and how it reads data and reports metrics. */
  readonly algorithmSpecification: {
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
  };
  /** Role that the training jobs assume. */
  readonly roleArn: string;
  /** Input channels. 1 to 20 channels. */
  readonly inputDataConfig: readonly {
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
  }[];
  /** Where to store the artifacts. */
  readonly outputDataConfig: {
    /** S3 location for the artifacts, `s3://…`. */
    readonly s3OutputPath: string;
    /** KMS key that encrypts the artifacts. */
    readonly kmsKeyId?: string;
    /** Of the artifacts. `GZIP` (default) or `NONE`. */
    readonly compressionType?: 'GZIP' | 'NONE';
  };
  /** When to stop a training job. */
  readonly stoppingCondition: {
    /** Maximum duration of one training job, all attempts together. */
    readonly maxRuntimeInSeconds: number;
    /** Maximum duration of waiting for spot capacity and training together; needs `enable_managed_spot_training`. */
    readonly maxWaitTimeInSeconds?: number;
    /** How long a training job may wait for capacity. 1,800 to 2,419,200 seconds. */
    readonly maxPendingTimeInSeconds?: number;
  };
  /** Trains on spot instances, which are cheaper and may be taken away. */
  readonly enableManagedSpotTraining?: boolean;
  /** Where training jobs keep their progress. */
  readonly checkpointConfig?: {
    /** Where checkpoints go, `s3://…`. */
    readonly s3Uri: string;
    /** Folder in the container whose files are checkpoints. */
    readonly localPath?: string;
  };
  /** How often a training job is tried again. */
  readonly retryStrategy?: {
    /** After internal errors of the service. 1 to 30. */
    readonly maximumRetryAttempts: number;
  };
  /** Network of the training jobs. */
  readonly vpcConfig?: {
    /** Security groups. 1 to 5 security groups. */
    readonly securityGroupIds: readonly string[];
    /** Subnets. 1 to 16 subnets. */
    readonly subnets: readonly string[];
  };
  /** Containers reach no network. */
  readonly enableNetworkIsolation?: boolean;
  /** Encrypts what the instances of a training job send each other. */
  readonly enableInterContainerTrafficEncryption?: boolean;
  /** Environment variables of the container. Do not put secrets here. up to 48 environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Instances of the training job. */
  readonly resourceConfig: {
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
  };
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
  /** Tags of the training job, at most 46 together with the provider's `default_tags`: AWS allows 50, and 4 are for Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to run, and pay for, the same training job again. @default 1 */
  readonly run?: number;
  /** `stop` (default) stops a running job, `detach` changes nothing. The record and the artifact always stay. @default "stop" */
  readonly onDestroy?: 'stop' | 'detach';
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

  /** The logical name. */
  get id(): string {
    return this.getStringAttribute('id');
  }
  /** SHA-256 of everything the training job depends on. */
  get fingerprint(): string {
    return this.getStringAttribute('fingerprint');
  }
  /** Name of the training job. */
  get trainingJobName(): string {
    return this.getStringAttribute('training_job_name');
  }
  /** Maximum cost of the training job at list price, in US dollars; null if it is unknown. */
  get costCeilingUsd(): number {
    return this.getNumberAttribute('cost_ceiling_usd');
  }
  /** All tags of the training job, including Tuneform’s own. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
  /** Status of the training job at the last refresh; `Unconfirmed` while it was requested but not observed yet, `Missing` if its record was deleted outside Terraform. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** `passed` or `failed`; `waiting` until the training job has ended and was looked at. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  /** Reason for the verdict. */
  get because(): string {
    return this.getStringAttribute('because');
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
  /** Billed time in seconds. */
  get billableSeconds(): number {
    return this.getNumberAttribute('billable_seconds');
  }
  /** Cost at list price in US dollars; null when unknown. */
  get costUsd(): number {
    return this.getNumberAttribute('cost_usd');
  }
  /** ARN of the training job; null until it is observed. */
  get trainingJobArn(): string {
    return this.getStringAttribute('training_job_arn');
  }
}
