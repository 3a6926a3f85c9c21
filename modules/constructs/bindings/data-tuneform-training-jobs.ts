// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { IResolvable, TerraformMetaArguments } from '../dialect';
import { TuneformDataSource } from './tuneform-data-source';

/** Arguments of the data source `tuneform_training_jobs`. */
export interface DataTuneformTrainingJobsConfig extends TerraformMetaArguments {
  /** Logical name of the experiment, or name of one of its tuning jobs. An experiment that does not exist is an error. */
  readonly name: string;
  /** Owner of the experiment. Default: the provider’s. Set it to read an experiment of another configuration. */
  readonly owner?: string;
  /** Only training jobs with one of these statuses. By default all. */
  readonly statuses?: readonly string[];
  /** `metric` (default): the best first, then those without a result that compares, newest first. `creation_time`: oldest first. */
  readonly sortBy?: 'metric' | 'creation_time';
  /** The first so many of them. By default all. */
  readonly limit?: number;
}

/** Data source `tuneform_training_jobs`: The training jobs of all searches of an experiment, the best first: what `tuneform trials` shows. */
export class DataTuneformTrainingJobs extends TuneformDataSource<DataTuneformTrainingJobsConfig> {
  static readonly tfResourceType = 'tuneform_training_jobs';

  constructor(scope: Construct, id: string, config: DataTuneformTrainingJobsConfig) {
    super(scope, id, DataTuneformTrainingJobs.tfResourceType, config);
  }

  /** The training jobs, sorted. */
  get trainingJobs(): IResolvable {
    return this.interpolationForAttribute('training_jobs');
  }
  /** How many there are with these statuses, also beyond `limit`. */
  get trainingJobCount(): number {
    return this.getNumberAttribute('training_job_count');
  }
  /** What the service’s lists lack, a sentence each: another training job may be the best then. */
  get listingGaps(): string[] {
    return this.getListAttribute('listing_gaps');
  }
}
