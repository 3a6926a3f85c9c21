// Written by `npm run bindings` from the provider’s schemas; change those instead.

export interface TuneformObjective {
  /** Direction. `Maximize` or `Minimize`. */
  readonly type: 'Maximize' | 'Minimize';
  /** Metric to improve. */
  readonly metricName: string;
  /** Regular expression that finds the metric in the log; its one capturing group is the value. Short for an entry of `algorithm_specification.metric_definitions` with the objective’s name. */
  readonly regex?: string;
}

export interface TuneformParameterRanges {
  /** Integer hyperparameters to search; at most 30 ranges of all kinds. */
  readonly integerParameterRanges?: readonly TuneformParameterRange[];
  /** Continuous hyperparameters to search; at most 30 ranges of all kinds. */
  readonly continuousParameterRanges?: readonly TuneformParameterRange[];
  /** Categorical hyperparameters to search. */
  readonly categoricalParameterRanges?: readonly {
    /** Hyperparameter to search. */
    readonly name: string;
    /** Values to choose from. 1 to 30 values. */
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

export interface TuneformParameterRange {
  /** Hyperparameter to search. */
  readonly name: string;
  /** Smallest value, inclusive. */
  readonly minValue: number;
  /** Largest value, inclusive. */
  readonly maxValue: number;
  /** Scale on which values are chosen. `Auto` (default), `Linear`, `Logarithmic` or `ReverseLogarithmic`. */
  readonly scalingType?: 'Auto' | 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';
}

export interface TuneformAlgorithmSpecification {
  /** Image URI, preferably with a digest (`repository@sha256:…`). Either this or `algorithm_name`. */
  readonly trainingImage?: string;
  /** Name or ARN of an algorithm resource or of an algorithm that you subscribed to. */
  readonly algorithmName?: string;
  /** How channels reach the container. `File` (default), `Pipe` or `FastFile`. */
  readonly trainingInputMode?: 'File' | 'Pipe' | 'FastFile';
  /** Metrics to read from the training log. 1 to 40 metric definitions. */
  readonly metricDefinitions?: readonly {
    /** Metric name. */
    readonly name: string;
    /** Regular expression that finds the metric in the log; its one capturing group is the value. */
    readonly regex: string;
  }[];
}

export interface TuneformInputDataConfig {
  /** Folder name inside the container. */
  readonly channelName: string;
  /** MIME type of the data. */
  readonly contentType?: string;
  /** Compression of the objects, which SageMaker unpacks in input mode `Pipe` only. `None` (default) or `Gzip`. */
  readonly compressionType?: 'None' | 'Gzip';
  /** Wrapper around each record in input mode `Pipe`. `None` (default) or `RecordIO`. */
  readonly recordWrapperType?: 'None' | 'RecordIO';
  /** Input mode of this channel, instead of `training_input_mode`. `File`, `Pipe` or `FastFile`. */
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
      /** Kind of object at `s3_uri`. `S3Prefix` (default), `ManifestFile`, `AugmentedManifestFile` or `Converse`. */
      readonly s3DataType?: 'S3Prefix' | 'ManifestFile' | 'AugmentedManifestFile' | 'Converse';
      /** Whether each of several instances gets all objects or a share of them. `FullyReplicated` (default) or `ShardedByS3Key`. */
      readonly s3DataDistributionType?: 'FullyReplicated' | 'ShardedByS3Key';
      /** Attributes of an augmented manifest to read, in this order. 1 to 16 attribute names. */
      readonly attributeNames?: readonly string[];
      /** Instance groups that get the data; all of them if omitted. 1 to 5 instance group names. */
      readonly instanceGroupNames?: readonly string[];
      /** Access to a model with a licence. */
      readonly modelAccessConfig?: {
        /** Whether the licence of the model is accepted. */
        readonly acceptEula: boolean;
      };
      /** Access to data in a hub. */
      readonly hubAccessConfig?: {
        /** ARN of the content of a hub. */
        readonly hubContentArn: string;
      };
    };
    /** Data in a file system; needs `vpc_config`. */
    readonly fileSystemDataSource?: {
      /** ID of the file system, such as `fs-0123456789abcdef0`. */
      readonly fileSystemId: string;
      /** Whether training jobs may only read, or read and write. `ro` or `rw`. */
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

export interface TuneformOutputDataConfig {
  /** S3 location for the artifacts, `s3://…`. */
  readonly s3OutputPath: string;
  /** KMS key that encrypts the artifacts. */
  readonly kmsKeyId?: string;
  /** Compression of the artifacts. `GZIP` (default) or `NONE`. */
  readonly compressionType?: 'GZIP' | 'NONE';
}

export interface TuneformResourceConfig {
  /** Instance type, for example `ml.m5.xlarge`. Either this, `instance_groups` or `instance_preferences`. */
  readonly instanceType?: string;
  /** Number of instances per training job; 1 if omitted. */
  readonly instanceCount?: number;
  /** Storage per instance. Default 30. */
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
  /** Placement of the instances on UltraServers. */
  readonly instancePlacementConfig?: {
    /** Whether several jobs may share an UltraServer. */
    readonly enableMultipleJobs?: boolean;
    /** UltraServers that the instances are on. 1 to 10 placements. */
    readonly placementSpecifications?: readonly {
      /** ID of the UltraServer. */
      readonly ultraServerId?: string;
      /** Number of instances on the UltraServer. */
      readonly instanceCount: number;
    }[];
  };
  /** Alternatives, the preferred first; the service takes the first that has capacity. 1 to 5 instance preferences. */
  readonly instancePreferences?: readonly {
    /** Instance type, for example `ml.m5.xlarge`. */
    readonly instanceType: string;
    /** Number of instances per training job. Default 1. */
    readonly instanceCount?: number;
    /** Training plan that provides the capacity. 1 ARNs. */
    readonly trainingPlanArns?: readonly string[];
  }[];
}

export interface TuneformHyperParameterTuningResourceConfig {
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
    /** Number of instances per training job. Default 1. */
    readonly instanceCount?: number;
    /** Storage per instance. Default 30. */
    readonly volumeSizeInGb?: number;
  }[];
}

export interface TuneformStoppingCondition {
  /** Maximum duration of one training job, all attempts together. */
  readonly maxRuntimeInSeconds: number;
  /** Maximum duration of waiting for spot capacity and training together; needs `enable_managed_spot_training`. */
  readonly maxWaitTimeInSeconds?: number;
  /** How long a training job may wait for capacity. 1,800 to 2,419,200 seconds. */
  readonly maxPendingTimeInSeconds?: number;
}

export interface TuneformCheckpointConfig {
  /** Where checkpoints go, `s3://…`. Each training job has a folder there that is named after it. */
  readonly s3Uri: string;
  /** Folder in the container whose files are checkpoints. */
  readonly localPath?: string;
}

export interface TuneformRetryStrategy {
  /** Maximum number of retries after internal errors of the service. 1 to 30. */
  readonly maximumRetryAttempts: number;
}

export interface TuneformVpcConfig {
  /** Security groups. 1 to 5 security groups. */
  readonly securityGroupIds: readonly string[];
  /** Subnets. 1 to 16 subnets. */
  readonly subnets: readonly string[];
}
