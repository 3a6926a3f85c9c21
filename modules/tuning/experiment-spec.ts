/**
 * What one experiment asks for, in the words of SageMaker's CreateHyperParameterTuningJob.
 * Plain data: everything the paid job depends on and nothing else (tags and Terraform plumbing are not part of it).
 */
export interface ExperimentSpec {
  readonly strategy: Strategy;
  readonly objective: Objective;
  readonly resourceLimits: ResourceLimits;
  readonly trainingJobEarlyStoppingType: 'Off' | 'Auto';
  readonly parameterRanges: readonly ParameterRange[];
  readonly staticHyperParameters: Readonly<Record<string, string>>;
  /** Seed of the search, 0 or more; absent lets the service choose. */
  readonly randomSeed?: number;
  readonly trainingImage: string;
  readonly trainingInputMode: 'File' | 'Pipe' | 'FastFile';
  readonly metricDefinitions: readonly MetricDefinition[];
  readonly roleArn: string;
  readonly inputDataConfig: readonly Channel[];
  readonly s3OutputPath: string;
  readonly outputKmsKeyId?: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly volumeSizeInGb: number;
  /** Cap on one training job, seconds. */
  readonly maxRuntimeInSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

export type Strategy = 'Bayesian' | 'Random';

export interface Objective {
  readonly type: 'Maximize' | 'Minimize';
  readonly metricName: string;
}

export interface ResourceLimits {
  readonly maxNumberOfTrainingJobs: number;
  readonly maxParallelTrainingJobs: number;
  /** Cap on the whole tuning job, seconds, 120 to 15,768,000; absent means the service's own limit. */
  readonly maxRuntimeInSeconds?: number;
}

export type Scaling = 'Auto' | 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';

/** One searched hyperparameter. `min` and `max` are inclusive. */
export type ParameterRange =
  | {
      readonly kind: 'integer' | 'continuous';
      readonly name: string;
      readonly min: number;
      readonly max: number;
      readonly scaling: Scaling;
    }
  | { readonly kind: 'categorical'; readonly name: string; readonly values: readonly string[] };

export interface MetricDefinition {
  readonly name: string;
  readonly regex: string;
}

/** An S3 input channel. Absent options are the service's defaults. */
export interface Channel {
  readonly channelName: string;
  readonly s3Uri: string;
  readonly s3DataType: 'S3Prefix' | 'ManifestFile';
  readonly s3DataDistributionType: 'FullyReplicated' | 'ShardedByS3Key';
  readonly contentType?: string;
  readonly compressionType?: 'None' | 'Gzip';
  readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
}
