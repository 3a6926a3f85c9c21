import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** A searched integer or real hyperparameter; bounds are inclusive. */
export interface NumericRangeConfig {
  readonly name: string;
  readonly minValue: number;
  readonly maxValue: number;
  /** @default 'Auto' the service chooses */
  readonly scalingType?: string;
}

export interface CategoricalRangeConfig {
  readonly name: string;
  readonly values: readonly string[];
}

export interface InputChannelConfig {
  readonly channelName: string;
  readonly contentType?: string;
  readonly compressionType?: string;
  readonly inputMode?: string;
  readonly dataSource: {
    readonly s3DataSource: {
      readonly s3Uri: string;
      /** @default 'S3Prefix' every object under the URI */
      readonly s3DataType?: string;
      /** @default 'FullyReplicated' every instance gets all of it */
      readonly s3DataDistributionType?: string;
    };
  };
}

/** Arguments of `tuneform_experiment`, named as SageMaker names them. */
export interface TuneformExperimentConfig extends TerraformMetaArguments {
  readonly name: string;
  readonly roleArn: string;
  /** @default 'Bayesian' */
  readonly strategy?: string;
  /** @default - the service chooses */
  readonly randomSeed?: number;
  readonly objective: { readonly type: string; readonly metricName: string };
  readonly resourceLimits: {
    readonly maxNumberOfTrainingJobs: number;
    readonly maxParallelTrainingJobs: number;
    /** Whole search, seconds. @default - the service's own limit */
    readonly maxRuntimeInSeconds?: number;
  };
  /** @default 'Off' */
  readonly trainingJobEarlyStoppingType?: string;
  readonly parameterRanges: {
    readonly integerParameterRanges?: readonly NumericRangeConfig[];
    readonly continuousParameterRanges?: readonly NumericRangeConfig[];
    readonly categoricalParameterRanges?: readonly CategoricalRangeConfig[];
  };
  readonly staticHyperParameters?: Readonly<Record<string, string>>;
  readonly algorithmSpecification: {
    readonly trainingImage: string;
    /** @default 'File' */
    readonly trainingInputMode?: string;
    readonly metricDefinitions?: readonly { readonly name: string; readonly regex: string }[];
  };
  readonly inputDataConfig: readonly InputChannelConfig[];
  readonly outputDataConfig: { readonly s3OutputPath: string; readonly kmsKeyId?: string };
  readonly resourceConfig: {
    readonly instanceType: string;
    /** @default 1 */
    readonly instanceCount?: number;
    /** @default 30 */
    readonly volumeSizeInGb?: number;
  };
  /** Cap on one training job, seconds. */
  readonly stoppingCondition: { readonly maxRuntimeInSeconds: number };
  readonly environment?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to pay for the same search again. @default 1 */
  readonly run?: number;
  /** What destroying does to the jobs: 'stop', 'delete' or 'detach'. @default 'stop' */
  readonly onDestroy?: string;
}

/** `tuneform_experiment`: launches a search and returns; an edit makes a new generation. */
export class TuneformExperiment extends TuneformResource<TuneformExperimentConfig> {
  static readonly tfResourceType = 'tuneform_experiment';

  constructor(scope: Construct, id: string, config: TuneformExperimentConfig) {
    super(scope, id, TuneformExperiment.tfResourceType, config);
  }

  /** Adopts an existing experiment into the stack under `id`; for `cdktf plan` to print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformExperiment.tfResourceType, ...from });
  }

  get id(): string {
    return this.getStringAttribute('id');
  }
  get name(): string {
    return this.getStringAttribute('name');
  }
  get generation(): number {
    return this.getNumberAttribute('generation');
  }
  /** 'launch', 'reuse' or 'metadata only'. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  get because(): string {
    return this.getStringAttribute('because');
  }
  get searchSpace(): string {
    return this.getStringAttribute('search_space');
  }
  /** The most this generation can cost, such as `$56.32`, or `UNBOUNDED`. */
  get costCeiling(): string {
    return this.getStringAttribute('cost_ceiling');
  }
  /** Null when unbounded. */
  get costCeilingUsd(): number {
    return this.getNumberAttribute('cost_ceiling_usd');
  }
  get fingerprint(): string {
    return this.getStringAttribute('fingerprint');
  }
  get tuningJobName(): string {
    return this.getStringAttribute('tuning_job_name');
  }
  /** Every generation's tuning jobs, newest last. */
  get tuningJobNames(): string[] {
    return this.getListAttribute('tuning_job_names');
  }
  get tuningJobArn(): string {
    return this.getStringAttribute('tuning_job_arn');
  }
  get status(): string {
    return this.getStringAttribute('status');
  }
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
}
