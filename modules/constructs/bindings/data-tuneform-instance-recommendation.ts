// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { IResolvable, TerraformMetaArguments } from '../dialect';
import { TuneformDataSource } from './tuneform-data-source';

/** Arguments of the data source `tuneform_instance_recommendation`. */
export interface DataTuneformInstanceRecommendationConfig extends TerraformMetaArguments {
  /** Size of the data in memory as 32-bit numbers, GB. */
  readonly dataGb?: number;
  /** Rows of the table. */
  readonly rows?: number;
  /** Columns of the table. */
  readonly columns?: number;
}

/** Data source `tuneform_instance_recommendation`: Machines for training on a table of a given size, CPU and GPU side by side, with price and quota. */
export class DataTuneformInstanceRecommendation extends TuneformDataSource<DataTuneformInstanceRecommendationConfig> {
  static readonly tfResourceType = 'tuneform_instance_recommendation';

  constructor(scope: Construct, id: string, config: DataTuneformInstanceRecommendationConfig) {
    super(scope, id, DataTuneformInstanceRecommendation.tfResourceType, config);
  }

  /** The size that decided, GB. */
  get sizeGb(): number {
    return this.getNumberAttribute('size_gb');
  }
  /** The candidate without a GPU. */
  get cpuInstanceType(): string {
    return this.getStringAttribute('cpu_instance_type');
  }
  /** The candidate with GPUs. */
  get gpuInstanceType(): string {
    return this.getStringAttribute('gpu_instance_type');
  }
  /** Both, the cheaper an hour first. */
  get candidates(): IResolvable {
    return this.interpolationForAttribute('candidates');
  }
  /** Region and date of the prices, or that there are none. */
  get prices(): string {
    return this.getStringAttribute('prices');
  }
  /** Region of the quotas, or why they were not looked at. The plan never fails for that. */
  get quotas(): string {
    return this.getStringAttribute('quotas');
  }
  /** Where the rules and measurements come from. */
  get source(): string {
    return this.getStringAttribute('source');
  }
}
