/** The stages of a check, in their order. */
export type Stage = 'image' | 'training' | 'serving';

/**
 * `refused`: SageMaker refuses it, its job fails, or its result cannot be used. `risky`: works, until a stop, a bad request or another
 * machine. `unseen`: this check could not tell; `seen` says why.
 */
export type Verdict = 'passes' | 'refused' | 'risky' | 'unseen';

/** What the check found about one clause of SageMaker's contract with a container. */
export interface Finding {
  /** Stable, for scripts. */
  readonly clause: string;
  readonly stage: Stage;
  /** The clause in words. */
  readonly title: string;
  readonly verdict: Verdict;
  /** The checked folder or image, as it was named. */
  readonly image: string;
  readonly seen: string;
  /** The first line of the program's output that looks like the cause. */
  readonly line?: string;
  /** What to change. Present unless the clause passes. */
  readonly remedy?: string;
}
