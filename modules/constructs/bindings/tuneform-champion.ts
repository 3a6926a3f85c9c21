// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_champion`. */
export interface TuneformChampionConfig extends TerraformMetaArguments {
  /** Logical name. */
  readonly name: string;
  /** Tuning jobs to choose from, newest last, separated by spaces: the `tuning_job_names` of an experiment. Their names tell which belong to the same search. */
  readonly tuningJobNames: string;
  /** How to compare training jobs. By default what the searches themselves were asked for; needed only if training definitions of one search have different objectives. */
  readonly objective?: {
    /** `Maximize` or `Minimize`. */
    readonly type: 'Maximize' | 'Minimize';
    /** Metric that the searches optimise. */
    readonly metricName: string;
  };
  /** How an apply waits. Reaching the timeout is not an error. */
  readonly wait?: {
    /** How long an apply waits for the newest search, counted from the launch of the search or the beginning of the apply, whichever is later. `0s` checks once without waiting. Default `10m`. @default "10m" */
    readonly timeout?: string;
    /** Time between two checks. By default it adapts from 10 to 60 seconds. Champions that wait at the same time share one list, which is read at most every 30 seconds. */
    readonly poll?: string;
  };
  /** Conditions that a candidate must meet. By default it must be better than the champion. */
  readonly gate?: {
    /** The worst acceptable metric: a floor when maximising, a ceiling when minimising. */
    readonly minimumValue?: number;
    /** Minimum improvement over the champion, 0 or more. */
    readonly minimumImprovement?: number;
    /** `same_data`, the default: a candidate must be better than the champion unless it is known that both have read different data. `always`: it must be better on any data. `never`: it need not be better. */
    readonly compare?: 'same_data' | 'always' | 'never';
    /** The most that the training job of a candidate may have cost, in US dollars at list price, 0 or more. A candidate of unknown cost does not pass. */
    readonly maximumCostUsd?: number;
  };
  /** `no_winner`: an apply fails, and so does every later one, as long as the newest search has ended without a winner. By default that is a warning, and the champion stays. */
  readonly failOn?: 'no_winner';
  /** What promotes a candidate that passed the gate. `planned`, the default: the apply of a plan that shows it. `automatic`: also the apply that launches its search, although no plan has shown the model. `manual`: its name in `approved_training_job`. */
  readonly approval?: 'planned' | 'automatic' | 'manual';
  /** With approval `manual`, the candidate that is approved. Other candidates wait. */
  readonly approvedTrainingJob?: string;
  /** A training job of the searches that is the champion whatever gate and approval say, for example one of `previous_winners`. Without it the newest candidate is judged again. */
  readonly pin?: string;
  /** Training jobs of the searches that never become champion, or tuning jobs for all of theirs. A champion that is rejected gives way to the one before it, and the next best candidate is judged. */
  readonly reject?: readonly string[];
}

/** `tuneform_champion`: The best training job of an experiment. */
export class TuneformChampion extends TuneformResource<TuneformChampionConfig> {
  static readonly tfResourceType = 'tuneform_champion';

  constructor(scope: Construct, id: string, config: TuneformChampionConfig) {
    super(scope, id, TuneformChampion.tfResourceType, config);
  }

  /** Imports an existing resource into the stack under `id`, so that the plan can print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformChampion.tfResourceType, ...from });
  }

  /** `InProgress` until a plan shows the result of the newest search; then `Completed`, `Stopped`, `Failed` or `NoWinner`; `Missing` if the record of one of its tuning jobs was deleted outside Terraform. Of several tuning jobs, the worst end counts. */
  get status(): string {
    return this.getStringAttribute('status');
  }
  /** `promote`, `keep`, `no winner`, `await approval` or `pinned`; `wait` until a plan shows the result of the newest search. While a champion stands, the verdict that it stands by stays until then. */
  get verdict(): string {
    return this.getStringAttribute('verdict');
  }
  /** Reason for the verdict. */
  get because(): string {
    return this.getStringAttribute('because');
  }
  /** Best training job of all tuning jobs of the newest search that was judged, without those rejected; null if it has no winner. */
  get candidate(): {
    readonly trainingJobName: string;
    readonly metricName: string;
    readonly metricValue: number;
    readonly hyperparameters: Record<string, string>;
    readonly modelDataUrl: string;
    readonly trainingImage: string;
    readonly dataFingerprint: string;
    readonly costUsd: number;
  } {
    return {
      trainingJobName: this.getStringAttribute('candidate.training_job_name'),
      metricName: this.getStringAttribute('candidate.metric_name'),
      metricValue: this.getNumberAttribute('candidate.metric_value'),
      hyperparameters: this.getStringMapAttribute('candidate.hyperparameters'),
      modelDataUrl: this.getStringAttribute('candidate.model_data_url'),
      trainingImage: this.getStringAttribute('candidate.training_image'),
      dataFingerprint: this.getStringAttribute('candidate.data_fingerprint'),
      costUsd: this.getNumberAttribute('candidate.cost_usd'),
    };
  }
  /** The champion: pinned, or the last candidate that passed the gate and was approved; null until there is one. */
  get current(): {
    readonly trainingJobName: string;
    readonly metricName: string;
    readonly metricValue: number;
    readonly hyperparameters: Record<string, string>;
    readonly modelDataUrl: string;
    readonly trainingImage: string;
    readonly dataFingerprint: string;
    readonly costUsd: number;
  } {
    return {
      trainingJobName: this.getStringAttribute('current.training_job_name'),
      metricName: this.getStringAttribute('current.metric_name'),
      metricValue: this.getNumberAttribute('current.metric_value'),
      hyperparameters: this.getStringMapAttribute('current.hyperparameters'),
      modelDataUrl: this.getStringAttribute('current.model_data_url'),
      trainingImage: this.getStringAttribute('current.training_image'),
      dataFingerprint: this.getStringAttribute('current.data_fingerprint'),
      costUsd: this.getNumberAttribute('current.cost_usd'),
    };
  }
  /** Training job of `current`. */
  get trainingJobName(): string {
    return this.getStringAttribute('training_job_name');
  }
  /** Artifact of `current`, for the `model_data_url` of an endpoint. */
  get modelDataUrl(): string {
    return this.getStringAttribute('model_data_url');
  }
  /** Training image of `current`. */
  get trainingImage(): string {
    return this.getStringAttribute('training_image');
  }
  /** Training jobs of earlier champions, newest first, at most 10; null if there are none. `pin` one of them to roll back. */
  get previousWinners(): string[] {
    return this.getListAttribute('previous_winners');
  }
}
