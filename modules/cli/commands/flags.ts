import type { RunnerChoice } from '../../local-cloud';
import type { Language } from '../init/starter-choice';
import type { Forbiddable } from '../review/breaches';

/** The options that commander passes to each command, with names in camel case. */

export interface LocalFlags {
  readonly directory?: string;
  readonly json?: boolean;
}

export interface StartFlags extends LocalFlags {
  readonly port?: number;
  readonly runner?: RunnerChoice;
  readonly foreground?: boolean;
}

export interface ResetFlags extends LocalFlags {
  readonly yes?: boolean;
}

export interface EnvFlags extends LocalFlags {
  readonly shell: string;
}

export interface RequestFlags extends LocalFlags {
  readonly since?: string;
  readonly mutating?: boolean;
}

export interface InterruptFlags extends LocalFlags {
  readonly crash?: boolean;
  readonly for?: number;
}

export interface RemoteFlags {
  readonly target?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly json?: boolean;
}

export interface ExperimentFlags extends RemoteFlags {
  readonly owner?: string;
}

export interface TrialsFlags extends ExperimentFlags {
  readonly limit?: number;
}

export type ListFlags = ExperimentFlags;

export interface LogsFlags extends ExperimentFlags {
  readonly follow?: boolean;
  readonly failed?: boolean;
  readonly tail?: number;
}

export interface ReportFlags extends ExperimentFlags {
  readonly html?: string;
}

export interface StopFlags extends ExperimentFlags {
  readonly yes?: boolean;
}

export interface WaitFlags extends ExperimentFlags {
  readonly timeout?: number;
}

export interface DoctorFlags extends RemoteFlags {
  readonly role?: string;
  readonly image?: string;
  readonly type?: readonly string[];
  readonly state?: readonly string[];
}

export interface OrphansFlags extends RemoteFlags {
  readonly state?: readonly string[];
  readonly owner?: readonly string[];
  readonly all?: boolean;
  readonly stop?: boolean;
  readonly yes?: boolean;
}

export interface InvokeFlags extends RemoteFlags {
  readonly body?: string;
  readonly file?: string;
  readonly contentType: string;
  readonly accept?: string;
}

export interface MirrorFlags {
  readonly json?: boolean;
}

export interface PricesShowFlags {
  readonly region?: string;
  readonly type?: readonly string[];
  readonly json?: boolean;
}

export interface PricesRefreshFlags {
  readonly region?: readonly string[];
  readonly from?: string;
  readonly json?: boolean;
}

export interface ProviderBuildFlags {
  readonly out: string;
  readonly json?: boolean;
}

export interface ProviderCheckFlags {
  readonly config?: string;
  readonly terraform?: string;
  readonly address?: string;
  readonly json?: boolean;
}

export interface ProviderPackageFlags {
  readonly name: string;
  readonly version: string;
  readonly out: string;
  readonly os?: readonly string[];
  readonly arch?: readonly string[];
  readonly sign?: string;
  readonly mirror?: string;
  readonly address?: string;
  readonly json?: boolean;
}

/** A host whose pull requests a review can be written to. */
export const COMMENT_HOSTS = ['github', 'gitlab'] as const;
export type CommentHost = (typeof COMMENT_HOSTS)[number];

export interface ReviewFlags {
  readonly comment?: CommentHost;
  readonly label?: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
  readonly maxCost?: number;
  /** False with `--no-unseen-models`. */
  readonly unseenModels: boolean;
  readonly failOn?: readonly Forbiddable[];
}

export interface PipelineApplyFlags {
  readonly terraform?: string;
  readonly json?: boolean;
}

export interface PipelinePlanFlags extends PipelineApplyFlags {
  readonly stack?: readonly string[];
}

export interface ContainerCheckFlags {
  readonly data?: string;
  readonly channel?: readonly string[];
  readonly hyperparameter?: readonly string[];
  readonly metric?: readonly string[];
  readonly request?: string;
  readonly contentType?: string;
  readonly trainOnly?: boolean;
  readonly serveOnly?: boolean;
  readonly pack?: boolean;
  readonly runner?: RunnerChoice;
  readonly timeout?: number;
  readonly json?: boolean;
}

export interface ConfigurationResolveFlags {
  readonly file?: string;
  readonly provenance?: boolean;
  readonly hash?: boolean;
  readonly json?: boolean;
}

export interface InitFlags {
  readonly language: Language;
  readonly hcl?: boolean;
  readonly name?: string;
  readonly json?: boolean;
}
