// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_experiment`. */
export interface TuneformExperimentConfig extends TerraformMetaArguments {
  /** Logical name; the names of its tuning jobs begin with it. */
  readonly name: string;
  /** `Bayesian` (default) or `Random`. @default "Bayesian" */
  readonly strategy?: string;
  /** How to compare training jobs. */
  readonly objective: {
    /** `Maximize` or `Minimize`. */
    readonly type: string;
    /** Metric to improve. */
    readonly metricName: string;
  };
  /** Limits of the search, which also limit its cost. */
  readonly resourceLimits: {
    /** Maximum number of training jobs. */
    readonly maxNumberOfTrainingJobs: number;
    /** Maximum number of training jobs at a time. */
    readonly maxParallelTrainingJobs: number;
    /** Maximum duration of the whole search, 120 to 15,768,000 seconds. */
    readonly maxRuntimeInSeconds?: number;
  };
  /** The search space. */
  readonly parameterRanges: {
    /** Integer hyperparameters to search; at most 30 ranges of all kinds. */
    readonly integerParameterRanges?: readonly {
      /** Hyperparameter to search. */
      readonly name: string;
      /** Smallest value, inclusive. */
      readonly minValue: number;
      /** Largest value, inclusive. */
      readonly maxValue: number;
      /** Scale on which values are chosen: `Auto`, `Linear`, `Logarithmic` or `ReverseLogarithmic`. @default "Auto" */
      readonly scalingType?: string;
    }[];
    /** Continuous hyperparameters to search; at most 30 ranges of all kinds. */
    readonly continuousParameterRanges?: readonly {
      /** Hyperparameter to search. */
      readonly name: string;
      /** Smallest value, inclusive. */
      readonly minValue: number;
      /** Largest value, inclusive. */
      readonly maxValue: number;
      /** Scale on which values are chosen: `Auto`, `Linear`, `Logarithmic` or `ReverseLogarithmic`. @default "Auto" */
      readonly scalingType?: string;
    }[];
    /** Categorical hyperparameters to search. */
    readonly categoricalParameterRanges?: readonly {
      /** Hyperparameter to search. */
      readonly name: string;
      /** 1 to 30 values. */
      readonly values: readonly string[];
    }[];
  };
  /** `Auto` stops unpromising training jobs early; default `Off`. @default "Off" */
  readonly trainingJobEarlyStoppingType?: string;
  /** Random seed, 0 or more; the same seed repeats the search. */
  readonly randomSeed?: number;
  /** Hyperparameters with one value for the whole search. */
  readonly staticHyperParameters?: Readonly<Record<string, string>>;
  /** Training image and how it reads data and reports metrics. */
  readonly algorithmSpecification: {
    /** Image URI, preferably with a digest (`repository@sha256:…`). */
    readonly trainingImage: string;
    /** `File` (default), `Pipe` or `FastFile`. @default "File" */
    readonly trainingInputMode?: string;
    /** Metrics to read from the training log. */
    readonly metricDefinitions?: readonly {
      /** Metric name. */
      readonly name: string;
      /** Regular expression that finds the metric in the log; its one capturing group is the value. */
      readonly regex: string;
    }[];
  };
  /** Role that the training jobs assume. */
  readonly roleArn: string;
  /** Input channels, 1 to 20. */
  readonly inputDataConfig: readonly {
    /** Folder name inside the container. */
    readonly channelName: string;
    /** MIME type of the data. */
    readonly contentType?: string;
    /** `None` or `Gzip`. */
    readonly compressionType?: string;
    /** `File`, `Pipe` or `FastFile`. */
    readonly inputMode?: string;
    /** Location of the data. */
    readonly dataSource: {
      /** Data in S3. */
      readonly s3DataSource: {
        /** `s3://bucket/prefix/`. */
        readonly s3Uri: string;
        /** `S3Prefix` (default) or `ManifestFile`. @default "S3Prefix" */
        readonly s3DataType?: string;
        /** `FullyReplicated` (default) or `ShardedByS3Key`. @default "FullyReplicated" */
        readonly s3DataDistributionType?: string;
      };
    };
  }[];
  /** Where to store the artifacts. */
  readonly outputDataConfig: {
    /** S3 location for the artifacts, `s3://…`. */
    readonly s3OutputPath: string;
    /** KMS key that encrypts the artifacts. */
    readonly kmsKeyId?: string;
  };
  /** Instances of one training job. */
  readonly resourceConfig: {
    /** Instance type, for example `ml.m5.xlarge`. */
    readonly instanceType: string;
    /** Number of instances per training job. @default 1 */
    readonly instanceCount?: number;
    /** Storage per instance. @default 30 */
    readonly volumeSizeInGb?: number;
    /** How long an idle instance waits for the next training job, 0 to 3,600 seconds; billed. */
    readonly keepAlivePeriodInSeconds?: number;
  };
  /** When to stop a training job. */
  readonly stoppingCondition: {
    /** Maximum duration of one training job, all attempts together. */
    readonly maxRuntimeInSeconds: number;
  };
  /** Environment variables of the container. Do not put secrets here. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Tags of the tuning job, at most 45 together with the provider's `default_tags`: AWS allows 50, and 5 are Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to run, and pay for, the same search again. @default 1 */
  readonly run?: number;
  /** `stop` (default) stops running jobs and keeps the records, `delete` also deletes the records, `detach` changes nothing. Training jobs and artifacts always stay. @default "stop" */
  readonly onDestroy?: string;
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
  /** What the last change did: `launch` a tuning job, `reuse` an earlier one at no cost, or `metadata only`. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  /** Reason for the verdict, with old and new values. */
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
  /** SHA-256 of everything the search depends on. */
  get fingerprint(): string {
    return this.getStringAttribute('fingerprint');
  }
  /** Tuning job of the current generation. */
  get tuningJobName(): string {
    return this.getStringAttribute('tuning_job_name');
  }
  /** Tuning jobs of all generations, the current one last. */
  get tuningJobNames(): string[] {
    return this.getListAttribute('tuning_job_names');
  }
  /** ARN of the current tuning job; null until it is launched. */
  get tuningJobArn(): string {
    return this.getStringAttribute('tuning_job_arn');
  }
  /** Status of the current tuning job at the last refresh; or `Pending` while the service has no capacity for it, `Unconfirmed` while it was requested but not observed yet, `Missing` if its record was deleted outside Terraform. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** All tags of the current tuning job, including Tuneform’s own. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
}
