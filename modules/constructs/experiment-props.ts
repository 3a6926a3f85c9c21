import type { TuneformChampionConfig } from './bindings/tuneform-champion';
import type { TuneformEndpointConfig } from './bindings/tuneform-endpoint';
import type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
import type { SmokeRun } from './smoke-run';
import type { TrainingProps } from './training-props';
import type { ImageLike, RoleLike } from './values/references';

/** A request sent after every rollout; the rollout fails if the response is not the expected one. */
export type SmokeRequestConfig = NonNullable<TuneformEndpointConfig['smokeRequest']>;

/** Members of the search that the resource takes as they are. */
type SearchMembers =
  | 'strategy'
  | 'strategyConfig'
  | 'randomSeed'
  | 'tuningJobCompletionCriteria'
  | 'autotune'
  | 'tags'
  | 'run'
  | 'onChange'
  | 'onMissing'
  | 'budgetUsd'
  | 'budgetAction';

export interface TuningExperimentProps extends TrainingProps, Pick<TuneformExperimentConfig, SearchMembers> {
  /**
   * Logical name; the tuning jobs' names begin with it.
   * @default - the construct's id in kebab case
   */
  readonly name?: string;
  readonly limits: ExperimentLimits;
  /** Stop training jobs that are unlikely to win. @default false */
  readonly earlyStopping?: boolean;
  /** Learn from earlier searches. @default - begin without knowledge */
  readonly warmStart?: WarmStart;
  /**
   * Several kinds of training job, by name, 1 to 10; the search is over all of them. Each is what the experiment's
   * own props say but for what it says otherwise. @default - one kind, which the experiment's props describe
   */
  readonly trainingDefinitions?: Readonly<Record<string, Partial<TrainingProps>>>;
  /** Run one training job first; the search starts only if it passes. @default - the search starts at once */
  readonly smokeRun?: SmokeRun;
  /** Conditions that a candidate must meet to become champion. @default - the best training job always does */
  readonly gate?: ExperimentGate;
  /**
   * What promotes a candidate that passed the gate. `planned`: the apply of a plan that shows it. `automatic`: also the
   * apply that launches its search, although no plan has shown the model. `manual`: its name in `approvedTrainingJob`.
   * @default 'planned'
   */
  readonly approval?: NonNullable<TuneformChampionConfig['approval']>;
  /** With approval `manual`, the training job that may become champion. @default - none */
  readonly approvedTrainingJob?: string;
  /** The training job that is the champion whatever gate and approval say. @default - the gate decides */
  readonly pin?: string;
  /** Training jobs that never become champion, or tuning jobs for all of theirs. @default - none */
  readonly reject?: readonly string[];
  /**
   * How long an apply waits for the search, such as '30m'.
   * @default - '10m' with approval `automatic`; otherwise it does not wait, because the plan after the search's end decides
   */
  readonly wait?: string;
  /** Fail the apply if the newest search ends without a winner. @default - that is a warning, and the champion stays */
  readonly failOn?: 'no_winner';
  /**
   * What a destroy does: `stop` ends what runs and keeps the records, `delete` also deletes the records, `detach` changes nothing.
   * @default - 'delete' if the bucket of the output is destroyed with its objects, otherwise 'stop'
   */
  readonly onDestroy?: TuneformExperimentConfig['onDestroy'];
  /** Serve the champion. @default - nothing is served */
  readonly endpoint?: ExperimentEndpoint;
}

/** Limits of the search, which also limit its cost. */
export interface ExperimentLimits {
  /** Training jobs over the whole search. @default - strategy 'Grid' tries everything; others end by time or completion criteria */
  readonly trainingJobs?: number;
  /** Training jobs at the same time. */
  readonly parallel: number;
  /** Whole search, seconds, 120 to 15,768,000. @default - the service's own limit */
  readonly maxRuntimeInSeconds?: number;
}

/** The parents of a search. */
export interface WarmStart {
  /** Other experiments, of which the newest search counts, or names of tuning jobs; 1 to 5, all ended. */
  readonly parents: readonly (string | { readonly tuningJobName: string })[];
  /** Whether data and algorithm are the same as the parents'. */
  readonly type: NonNullable<TuneformExperimentConfig['warmStartConfig']>['warmStartType'];
}

/** In the objective's own unit and direction. */
export interface ExperimentGate {
  /** Minimum value of a candidate (maximum, if the objective is minimised). */
  readonly minimumValue?: number;
  /** Minimum improvement over the current champion. */
  readonly minimumImprovement?: number;
  /**
   * When a candidate must be better than the champion: unless it is known that both have read different data, always, or never.
   * @default 'same_data'
   */
  readonly compare?: 'same_data' | 'always' | 'never';
  /** The most that a candidate's training job may have cost, in US dollars at list price. @default - anything */
  readonly maximumCostUsd?: number;
}

export interface ExperimentEndpoint {
  /** A GPU type serves on GPU. */
  readonly instanceType: string;
  /** The image with the model server; changing it launches no search. @default - the image that trained the champion */
  readonly image?: ImageLike | string;
  /** @default 1 */
  readonly initialInstanceCount?: number;
  /** @default - the experiment's name */
  readonly name?: string;
  /** The role of the models. @default - the experiment's role */
  readonly role?: RoleLike;
  /** Sent after every rollout; the response decides whether the rollout stands. @default - none */
  readonly smokeRequest?: SmokeRequestConfig;
  /** Environment variables of the serving container. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
}
