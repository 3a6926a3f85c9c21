// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { IResolvable, TerraformMetaArguments } from '../dialect';
import { TuneformDataSource } from './tuneform-data-source';

/** Arguments of the data source `tuneform_experiment`. */
export interface DataTuneformExperimentConfig extends TerraformMetaArguments {
  /** Logical name of the experiment, or name of one of its tuning jobs. An experiment that does not exist is an error. */
  readonly name: string;
  /** Owner of the experiment. Default: the provider’s. Set it to read an experiment of another configuration. */
  readonly owner?: string;
}

/** Data source `tuneform_experiment`: An experiment, read from its tuning jobs and their tags: status, generations, maximum cost and cost so far. */
export class DataTuneformExperiment extends TuneformDataSource<DataTuneformExperimentConfig> {
  static readonly tfResourceType = 'tuneform_experiment';

  constructor(scope: Construct, id: string, config: DataTuneformExperimentConfig) {
    super(scope, id, DataTuneformExperiment.tfResourceType, config);
  }

  /** Status of the newest search. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** Number of the newest search. */
  get generation(): number {
    return this.getNumberAttribute('generation');
  }
  /** First tuning job of the newest search. */
  get tuningJobName(): string {
    return this.getStringAttribute('tuning_job_name');
  }
  /** ARN of that tuning job. */
  get tuningJobArn(): string {
    return this.getStringAttribute('tuning_job_arn');
  }
  /** All tuning jobs, the newest search last, separated by spaces: the `tuning_job_names` of a champion. */
  get tuningJobNames(): string {
    return this.getStringAttribute('tuning_job_names');
  }
  /** Of the newest search, for a champion; null if its training definitions have different ones or Tuneform cannot express it. */
  get objective(): { readonly type: string; readonly metricName: string } {
    return {
      type: this.getStringAttribute('objective.type'),
      metricName: this.getStringAttribute('objective.metric_name'),
    };
  }
  /** Strategy that chooses the hyperparameters. */
  get strategy(): string {
    return this.getStringAttribute('strategy');
  }
  /** The ranges on one line. */
  get searchSpace(): string {
    return this.getStringAttribute('search_space');
  }
  /** Maximum cost of the newest search at list price in US dollars; null when it has no limit or the price is not known. */
  get costCeilingUsd(): number {
    return this.getNumberAttribute('cost_ceiling_usd');
  }
  /** The same as text: `$56.32`, `UNBOUNDED` or `unknown price`. */
  get costCeiling(): string {
    return this.getStringAttribute('cost_ceiling');
  }
  /** What the ended training jobs of the newest search have cost at list price in US dollars, at most `cost_ceiling_usd`; while a search on spot instances runs, what their whole time costs. Null when a price is not known. */
  get searchCostUsd(): number {
    return this.getNumberAttribute('search_cost_usd');
  }
  /** The seconds that `search_cost_usd` is the price of. */
  get searchBillableSeconds(): number {
    return this.getNumberAttribute('search_billable_seconds');
  }
  /** What the ended training jobs of all searches have cost at list price, without the discount of spot instances; null when a price is not known. */
  get costUsd(): number {
    return this.getNumberAttribute('cost_usd');
  }
  /** All searches whose records exist, oldest first. */
  get generations(): IResolvable {
    return this.interpolationForAttribute('generations');
  }
}
