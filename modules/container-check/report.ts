import type { Finding, Verdict } from './finding';

/** The result of a check. */
export interface ContainerReport {
  /** The checked folder or image, as it was named. */
  readonly image: string;
  /** Whether SageMaker would run it: nothing was refused. */
  readonly ok: boolean;
  readonly digest?: string;
  /** What ran the programs. */
  readonly runner: string;
  /** Whether they had their own files and `/opt/ml`. */
  readonly isolated: boolean;
  readonly sample: string;
  /** What this check could not reproduce, in sentences. */
  readonly notes: readonly string[];
  /** In the order of the clauses. */
  readonly findings: readonly Finding[];
}

export const withVerdict = (findings: readonly Finding[], verdict: Verdict): readonly Finding[] =>
  findings.filter((finding) => finding.verdict === verdict);
