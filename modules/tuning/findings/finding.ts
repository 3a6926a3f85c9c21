import type { Objective } from '../experiment/spec';
import type { ParameterRange } from '../parameter-range';
import type { TrialRecord } from '../trial';

/** Something about a search that would otherwise go unnoticed. */
export interface Finding {
  /** On the page of diagnostics. */
  readonly code: string;
  /** `error`: the search has no result. `warning`: its result is in doubt. `note`: something to consider. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Title Case, without the experiment's name, which {@link titleOf} adds. */
  readonly summary: string;
  /** What was observed, in sentences with numbers and, where logs were read, their lines. */
  readonly evidence: string;
  /** What to do, in sentences. */
  readonly remedy: string;
}

/** One kind of training job of a search, and how its results are compared. */
export interface ReviewedDefinition {
  /** Absent where it is the only one. */
  readonly name?: string | undefined;
  readonly objective: Objective;
  readonly ranges: readonly ParameterRange[];
  /** The expression that reads the objective from the log; absent for built-in algorithms. */
  readonly regex?: string | undefined;
}

/** Logs of a few training jobs. */
export interface LogsRead {
  /** The lines of each, oldest first, by training job. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Why a log could not be read, as a clause; absent if all were. */
  readonly unread?: string;
}

/** A search that has ended, as far as it was read. All of it is data: a review looks at nothing else. */
export interface SearchReview {
  readonly definitions: readonly ReviewedDefinition[];
  readonly trials: readonly TrialRecord[];
  readonly logs: LogsRead;
}

/** Returns the title of a finding. Terraform shows warnings of one title as one, so it names the experiment. */
export function titleOf(finding: Finding, experiment: string): string {
  return `${finding.summary}: ${experiment}`;
}
