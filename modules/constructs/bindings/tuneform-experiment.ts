// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import type {
  TuneformAlgorithmSpecification,
  TuneformCheckpointConfig,
  TuneformHyperParameterTuningResourceConfig,
  TuneformInputDataConfig,
  TuneformObjective,
  TuneformOutputDataConfig,
  TuneformParameterRanges,
  TuneformResourceConfig,
  TuneformRetryStrategy,
  TuneformStoppingCondition,
  TuneformVpcConfig,
} from './shapes';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_experiment`. */
export interface TuneformExperimentConfig extends TerraformMetaArguments {
  /** Logical name; the names of its tuning jobs begin with it. */
  readonly name: string;
  /** Strategy that chooses the hyperparameters. `Bayesian` (default), `Random`, `Grid` or `Hyperband`. */
  readonly strategy?: 'Bayesian' | 'Random' | 'Grid' | 'Hyperband';
  /** Settings of strategy `Hyperband`. */
  readonly strategyConfig?: {
    /** Bounds of the resource of a training job, in epochs. */
    readonly hyperbandStrategyConfig?: {
      /** Epochs that every training job gets before the first comparison. 1 to 20,000. */
      readonly minResource?: number;
      /** Epochs that the best training jobs get. Without it, SageMaker takes it from a static hyperparameter such as `epochs`. 1 to 20,000. */
      readonly maxResource?: number;
    };
  };
  /** How to compare training jobs. Required unless `training_job_definitions` is given. */
  readonly objective?: TuneformObjective;
  /** Limits of the search, which also limit its cost. */
  readonly resourceLimits: {
    /** Maximum number of training jobs. Without it, a search that is not of strategy `Grid` ends by `max_runtime_in_seconds`, by its completion criteria, or at SageMaker’s own limit: 750 training jobs, and up to 10,000 for strategy `Random`. 1 to 10,000. */
    readonly maxNumberOfTrainingJobs?: number;
    /** Maximum number of training jobs at a time. 1 to 100. */
    readonly maxParallelTrainingJobs: number;
    /** Maximum duration of the whole search. 120 to 15,768,000 seconds. */
    readonly maxRuntimeInSeconds?: number;
  };
  /** The search space; may be left out with `autotune`. Required unless `training_job_definitions` is given. */
  readonly parameterRanges?: TuneformParameterRanges;
  /** `Auto` stops unpromising training jobs early. `Off` (default) or `Auto`. */
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
      /** Whether the search ends then. `Enabled` or `Disabled`. */
      readonly completeOnConvergence: 'Enabled' | 'Disabled';
    };
  };
  /** Random seed; the same seed repeats the search. 0 to 2,147,483,647. */
  readonly randomSeed?: number;
  /** Hyperparameters with one value for the whole search. */
  readonly staticHyperParameters?: Readonly<Record<string, string>>;
  /** Training image or algorithm, and how it reads data and reports metrics. Required unless `training_job_definitions` is given. */
  readonly algorithmSpecification?: TuneformAlgorithmSpecification;
  /** Role that the training jobs assume. Required unless `training_job_definitions` is given. */
  readonly roleArn?: string;
  /** Input channels; a container that needs no data trains without any. 1 to 20 channels. */
  readonly inputDataConfig?: readonly TuneformInputDataConfig[];
  /** Where to store the artifacts. Required unless `training_job_definitions` is given. */
  readonly outputDataConfig?: TuneformOutputDataConfig;
  /** Instances of one training job. Either this or `hyper_parameter_tuning_resource_config`. */
  readonly resourceConfig?: TuneformResourceConfig;
  /** Instances of one training job, with alternatives. */
  readonly hyperParameterTuningResourceConfig?: TuneformHyperParameterTuningResourceConfig;
  /** When to stop a training job. Required unless `training_job_definitions` is given. */
  readonly stoppingCondition?: TuneformStoppingCondition;
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
  /** Several kinds of training job, each with its own objective, ranges, algorithm and machines; the search is over all of them. Instead of `objective`, `parameter_ranges` and everything that says what a training job does. 1 to 10 training definitions. */
  readonly trainingJobDefinitions?: readonly {
    /** Its name. */
    readonly definitionName: string;
    /** How to compare training jobs. */
    readonly tuningObjective: TuneformObjective;
    /** The search space. */
    readonly hyperParameterRanges: TuneformParameterRanges;
    /** Hyperparameters with one value for the whole search. */
    readonly staticHyperParameters?: Readonly<Record<string, string>>;
    /** Training image or algorithm, and how it reads data and reports metrics. */
    readonly algorithmSpecification: TuneformAlgorithmSpecification;
    /** Role that the training jobs assume. */
    readonly roleArn: string;
    /** Input channels; a container that needs no data trains without any. 1 to 20 channels. */
    readonly inputDataConfig?: readonly TuneformInputDataConfig[];
    /** Where to store the artifacts. */
    readonly outputDataConfig: TuneformOutputDataConfig;
    /** Instances of one training job. Either this or `hyper_parameter_tuning_resource_config`. */
    readonly resourceConfig?: TuneformResourceConfig;
    /** Instances of one training job, with alternatives. */
    readonly hyperParameterTuningResourceConfig?: TuneformHyperParameterTuningResourceConfig;
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
    /** Input channels by name, each with the S3 prefix that it reads, `s3://bucket/prefix/`: short for entries of `input_data_config` that say nothing else. */
    readonly channels?: Readonly<Record<string, string>>;
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
  /** Input channels by name, each with the S3 prefix that it reads, `s3://bucket/prefix/`: short for entries of `input_data_config` that say nothing else. */
  readonly channels?: Readonly<Record<string, string>>;
  /** Tags of the tuning job, at most 41 together with the provider's `default_tags`: AWS allows 50, and 9 are for Tuneform's own. Keys that begin with `aws:` or `tuneform:` are reserved. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Raise it to run, and pay for, the same search again. Default 1. */
  readonly run?: number;
  /** What a launch may cost at most, at list price, in US dollars. A change launches nothing and leaves a running search alone. */
  readonly budgetUsd?: number;
  /** `reject` (default): the plan fails if the maximum cost is above the budget, without limit or unknown. `stop`: the tuning job is launched with a `max_runtime_in_seconds` at which the service stops it within the budget; its best training job counts. */
  readonly budgetAction?: 'reject' | 'stop';
  /** What happens to a running search that an edit supersedes: `let_finish` (default) leaves it alone, `stop_previous` stops it after the new one is launched, or before, if that starts from its results. */
  readonly onChange?: 'let_finish' | 'stop_previous';
  /** What happens if the record of the current search was deleted outside Terraform: `keep` (default) launches nothing, `relaunch` launches it again under its name. */
  readonly onMissing?: 'keep' | 'relaunch';
  /** `stop` (default) stops running jobs and keeps the records, `delete` also deletes the records, `detach` changes nothing. Training jobs and artifacts always stay. */
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

  /** What the last change did, and why: `launch: …` a tuning job, `extend: …` the search by one with a warm start, `reuse: …` an earlier one at no cost, or `metadata only: …`, with old and new values, and why an extension starts cold. */
  get action(): string {
    return this.getStringAttribute('action');
  }
  /** What the last search that has ended cost at list price, with its billable seconds and its tuning job, `$1.94: 60,757 billable seconds of churn-…`; or `unknown price: …`. A refresh reads it once; null until then. */
  get cost(): string {
    return this.getStringAttribute('cost');
  }
  /** Maximum cost of the search at list price and what it is made of, `$56.32: 459.00 hours at $0.115, …`; or `UNBOUNDED`, or `unknown price`. */
  get costCeiling(): string {
    return this.getStringAttribute('cost_ceiling');
  }
  /** Status of the current search at the last refresh: it ends with the last of its tuning jobs, and the worst end counts; or `Pending` while the service has no capacity for it or has refused a part of it, `Unconfirmed` while it was requested but not observed yet, `Missing` if its record was deleted outside Terraform. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** Tuning jobs of all generations, the current one last, separated by spaces: the `tuning_job_names` of a champion. */
  get tuningJobNames(): string {
    return this.getStringAttribute('tuning_job_names');
  }
  /** Tags of the current tuning jobs besides Tuneform’s own, including the provider’s default tags; null without any. A tag of Tuneform’s own that was changed or, with an empty value, removed is here until the next apply repairs it. */
  get tagsAll(): Record<string, string> {
    return this.getStringMapAttribute('tags_all');
  }
  /** Earlier tuning jobs that had not ended at the last refresh; null without any. */
  get stillRunning(): string[] {
    return this.getListAttribute('still_running');
  }
}
