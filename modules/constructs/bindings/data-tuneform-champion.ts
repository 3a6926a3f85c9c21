// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { TerraformMetaArguments } from '../dialect';
import { TuneformDataSource } from './tuneform-data-source';

/** Arguments of the data source `tuneform_champion`. */
export interface DataTuneformChampionConfig extends TerraformMetaArguments {
  /** Logical name of the experiment, or name of one of its tuning jobs. An experiment that does not exist is an error. */
  readonly name: string;
  /** Owner of the experiment. Default: the provider’s. Set it to read an experiment of another configuration. */
  readonly owner?: string;
  /** Training job to read as `current`: the `training_job_name` of the resource. By default the best one. */
  readonly trainingJobName?: string;
}

/** Data source `tuneform_champion`: The training jobs between which the champion of an experiment decides, with metric, hyperparameters, artifact and cost. */
export class DataTuneformChampion extends TuneformDataSource<DataTuneformChampionConfig> {
  static readonly tfResourceType = 'tuneform_champion';

  constructor(scope: Construct, id: string, config: DataTuneformChampionConfig) {
    super(scope, id, DataTuneformChampion.tfResourceType, config);
  }

  /** Status of the newest search; while it is `InProgress`, `candidate` is the best so far. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** Best training job of the newest search; null if it has none. */
  get candidate(): {
    readonly trainingJobName: string;
    readonly trainingJobArn: string;
    readonly tuningJobName: string;
    readonly trainingJobDefinitionName: string;
    readonly generation: number;
    readonly rank: number;
    readonly status: string;
    readonly failureReason: string;
    readonly metricName: string;
    readonly metricValue: number;
    readonly hyperparameters: Record<string, string>;
    readonly createdAt: string;
    readonly startedAt: string;
    readonly endedAt: string;
    readonly costUsd: number;
    readonly modelDataUrl: string;
    readonly trainingImage: string;
    readonly instanceType: string;
    readonly billableSeconds: number;
  } {
    return {
      trainingJobName: this.getStringAttribute('candidate.training_job_name'),
      trainingJobArn: this.getStringAttribute('candidate.training_job_arn'),
      tuningJobName: this.getStringAttribute('candidate.tuning_job_name'),
      trainingJobDefinitionName: this.getStringAttribute('candidate.training_job_definition_name'),
      generation: this.getNumberAttribute('candidate.generation'),
      rank: this.getNumberAttribute('candidate.rank'),
      status: this.getStringAttribute('candidate.status'),
      failureReason: this.getStringAttribute('candidate.failure_reason'),
      metricName: this.getStringAttribute('candidate.metric_name'),
      metricValue: this.getNumberAttribute('candidate.metric_value'),
      hyperparameters: this.getStringMapAttribute('candidate.hyperparameters'),
      createdAt: this.getStringAttribute('candidate.created_at'),
      startedAt: this.getStringAttribute('candidate.started_at'),
      endedAt: this.getStringAttribute('candidate.ended_at'),
      costUsd: this.getNumberAttribute('candidate.cost_usd'),
      modelDataUrl: this.getStringAttribute('candidate.model_data_url'),
      trainingImage: this.getStringAttribute('candidate.training_image'),
      instanceType: this.getStringAttribute('candidate.instance_type'),
      billableSeconds: this.getNumberAttribute('candidate.billable_seconds'),
    };
  }
  /** The training job that was asked for, or the best of all searches; null if there is none. */
  get current(): {
    readonly trainingJobName: string;
    readonly trainingJobArn: string;
    readonly tuningJobName: string;
    readonly trainingJobDefinitionName: string;
    readonly generation: number;
    readonly rank: number;
    readonly status: string;
    readonly failureReason: string;
    readonly metricName: string;
    readonly metricValue: number;
    readonly hyperparameters: Record<string, string>;
    readonly createdAt: string;
    readonly startedAt: string;
    readonly endedAt: string;
    readonly costUsd: number;
    readonly modelDataUrl: string;
    readonly trainingImage: string;
    readonly instanceType: string;
    readonly billableSeconds: number;
  } {
    return {
      trainingJobName: this.getStringAttribute('current.training_job_name'),
      trainingJobArn: this.getStringAttribute('current.training_job_arn'),
      tuningJobName: this.getStringAttribute('current.tuning_job_name'),
      trainingJobDefinitionName: this.getStringAttribute('current.training_job_definition_name'),
      generation: this.getNumberAttribute('current.generation'),
      rank: this.getNumberAttribute('current.rank'),
      status: this.getStringAttribute('current.status'),
      failureReason: this.getStringAttribute('current.failure_reason'),
      metricName: this.getStringAttribute('current.metric_name'),
      metricValue: this.getNumberAttribute('current.metric_value'),
      hyperparameters: this.getStringMapAttribute('current.hyperparameters'),
      createdAt: this.getStringAttribute('current.created_at'),
      startedAt: this.getStringAttribute('current.started_at'),
      endedAt: this.getStringAttribute('current.ended_at'),
      costUsd: this.getNumberAttribute('current.cost_usd'),
      modelDataUrl: this.getStringAttribute('current.model_data_url'),
      trainingImage: this.getStringAttribute('current.training_image'),
      instanceType: this.getStringAttribute('current.instance_type'),
      billableSeconds: this.getNumberAttribute('current.billable_seconds'),
    };
  }
}
