import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_champion`. */
export interface TuneformChampionConfig extends TerraformMetaArguments {
  readonly name: string;
  /** The jobs to choose from: an experiment's `tuningJobNames`. */
  readonly tuningJobNames: readonly string[];
  readonly objective: { readonly type: string; readonly metricName: string };
  readonly wait?: {
    /** How long an apply waits for the search, such as '10m'. */
    readonly timeout?: string;
    /** Pause between looks, such as '5s'. */
    readonly poll?: string;
  };
  readonly gate?: {
    readonly minimumValue?: number;
    /** How much better than the current champion a candidate must be, in the metric's own unit. */
    readonly minimumImprovement?: number;
  };
}

/** `tuneform_champion`: waits, within bounds, for a search and keeps its winner once it passed the gate. */
export class TuneformChampion extends TuneformResource<TuneformChampionConfig> {
  static readonly tfResourceType = 'tuneform_champion';

  constructor(scope: Construct, id: string, config: TuneformChampionConfig) {
    super(scope, id, TuneformChampion.tfResourceType, config);
  }

  /** Adopts an existing champion into the stack under `id`; for `cdktf plan` to print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformChampion.tfResourceType, ...from });
  }

  get id(): string {
    return this.getStringAttribute('id');
  }
  /** InProgress, Completed, Stopped, Failed or NoWinner. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  get because(): string {
    return this.getStringAttribute('because');
  }
  /** The training job whose model is the champion; null until there is one. */
  get trainingJobName(): string {
    return this.getStringAttribute('training_job_name');
  }
  /** S3 URI of its `model.tar.gz`; null until there is one. */
  get modelDataUrl(): string {
    return this.getStringAttribute('model_data_url');
  }
  get trainingImage(): string {
    return this.getStringAttribute('training_image');
  }
  get metricValue(): number {
    return this.getNumberAttribute('metric_value');
  }
  get hyperparameters(): Record<string, string> {
    return this.getStringMapAttribute('current.hyperparameters');
  }
}
