// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_experiment`. */
export interface TuneformExperimentConfig extends TerraformMetaArguments {
  /** Logical name; opens the names of its tuning jobs. */
  readonly name: string;
  /** `Bayesian` (default) or `Random`. @default "Bayesian" */
  readonly strategy?: string;
  /** What a better training job is. */
  readonly objective: {
    /** `Maximize` or `Minimize`. */
    readonly type: string;
    /** Metric to improve. */
    readonly metricName: string;
  };
  /** Bounds of the search, which also bound its cost. */
  readonly resourceLimits: {
    /** Training jobs in all. */
    readonly maxNumberOfTrainingJobs: number;
    /** Training jobs at a time. */
    readonly maxParallelTrainingJobs: number;
    /** Cap on the whole search, 120 to 15,768,000 seconds. */
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
      /** How values are spread: `Auto`, `Linear`, `Logarithmic` or `ReverseLogarithmic`. @default "Auto" */
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
      /** How values are spread: `Auto`, `Linear`, `Logarithmic` or `ReverseLogarithmic`. @default "Auto" */
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
  /** `Auto` stops training jobs that promise little; default `Off`. @default "Off" */
  readonly trainingJobEarlyStoppingType?: string;
  /** Seed of the search, 0 or more; the same seed repeats a search. */
  readonly randomSeed?: number;
  /** Hyperparameters with one value for the whole search. */
  readonly staticHyperParameters?: Readonly<Record<string, string>>;
  /** What trains. */
  readonly algorithmSpecification: {
    /** Image URI, best by digest (`repository@sha256:…`). */
    readonly trainingImage: string;
    /** `File` (default), `Pipe` or `FastFile`. @default "File" */
    readonly trainingInputMode?: string;
    /** Metrics read from the training log. */
    readonly metricDefinitions?: readonly {
      /** Metric name. */
      readonly name: string;
      /** Regular expression over the log with one capturing group, the value. */
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
    /** Where the data lies. */
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
  /** Where artifacts go. */
  readonly outputDataConfig: {
    /** Where artifacts go, `s3://…`. */
    readonly s3OutputPath: string;
    /** Key that encrypts the artifacts. */
    readonly kmsKeyId?: string;
  };
  /** Machines of one training job. */
  readonly resourceConfig: {
    /** For instance `ml.m5.xlarge`. */
    readonly instanceType: string;
    /** Per training job. @default 1 */
    readonly instanceCount?: number;
    /** Per instance. @default 30 */
    readonly volumeSizeInGb?: number;
    /** How long a machine that has become idle waits for the next training job, 0 to 3,600 seconds; billed. */
    readonly keepAlivePeriodInSeconds?: number;
  };
  /** When a training job is stopped. */
  readonly stoppingCondition: {
    /** Cap on one training job, all attempts together. */
    readonly maxRuntimeInSeconds: number;
  };
  /** Environment variables of the container; not for secrets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Tags of the tuning job, at most 45 together with the provider's `default_tags`: AWS allows 50, and 5 are Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to pay for the same search once more. @default 1 */
  readonly run?: number;
  /** `stop` (default) stops what runs and keeps the records, `delete` deletes the records as well, `detach` leaves everything as it is. Training jobs and artifacts always stay. @default "stop" */
  readonly onDestroy?: string;
}

/** `tuneform_experiment`: A hyperparameter search on SageMaker. */
export class TuneformExperiment extends TuneformResource<TuneformExperimentConfig> {
  static readonly tfResourceType = 'tuneform_experiment';

  constructor(scope: Construct, id: string, config: TuneformExperimentConfig) {
    super(scope, id, TuneformExperiment.tfResourceType, config);
  }

  /** Adopts an existing one into the stack under `id`; for `cdktf plan` to print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformExperiment.tfResourceType, ...from });
  }

  /** The logical name. */
  get id(): string {
    return this.getStringAttribute('id');
  }
  /** Which search is in force: 1 for the first, one more for every further search launched. */
  get generation(): number {
    return this.getNumberAttribute('generation');
  }
  /** What the last change did: `launch` a tuning job, `reuse` an earlier one at no cost, or `metadata only`. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  /** Why, with old and new values. */
  get because(): string {
    return this.getStringAttribute('because');
  }
  /** The ranges on one line. */
  get searchSpace(): string {
    return this.getStringAttribute('search_space');
  }
  /** The most the search can cost at list price, US dollars; null when unbounded or not known. */
  get costCeilingUsd(): number {
    return this.getNumberAttribute('cost_ceiling_usd');
  }
  /** The same as text: `$56.32`, `UNBOUNDED` or `unknown price`. */
  get costCeiling(): string {
    return this.getStringAttribute('cost_ceiling');
  }
  /** SHA-256 of everything the search depends on. */
  get fingerprint(): string {
    return this.getStringAttribute('fingerprint');
  }
  /** Tuning job of the generation in force. */
  get tuningJobName(): string {
    return this.getStringAttribute('tuning_job_name');
  }
  /** Tuning jobs of all generations, the one in force last. */
  get tuningJobNames(): string[] {
    return this.getListAttribute('tuning_job_names');
  }
  /** ARN of the tuning job in force; null until it is launched. */
  get tuningJobArn(): string {
    return this.getStringAttribute('tuning_job_arn');
  }
  /** Status of the tuning job in force as last read, `Pending` while the service has no capacity for it, `Unconfirmed` while it was asked for and not seen yet, or `Missing` when its record was deleted elsewhere. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** All tags of the tuning job in force, Tuneform’s own included. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
}
