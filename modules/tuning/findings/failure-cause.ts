import type { TrialRecord } from '../trial';

/** Training jobs that failed for what is probably one reason. */
export interface FailureCause {
  /** The service's reason of the first of them; empty if it gave none. */
  readonly reason: string;
  /** Oldest first. */
  readonly trials: readonly TrialRecord[];
}

/** What differs between two failures of one cause, in this order: identifiers, file names, quoted words and numbers. */
const VARYING: readonly RegExp[] = [
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\barn:\S+|\bs3:\/\/\S+/gi,
  /(?:\/[\w.@+-]+){2,}/g,
  // A quoted sentence is the message itself; a quoted word is a name or a value in it.
  /'[^'\s]{0,60}'|"[^"\s]{0,60}"|`[^`\s]{0,60}`/g,
  /\b0x[0-9a-f]+\b|\b[0-9a-f]{12,}\b/gi,
  /[-+]?\d[\d.,:]*(?:e[-+]?\d+)?/gi,
];

/** Returns the failed training jobs by cause, the most frequent cause first, of equals the earliest. */
export function failureCauses(trials: readonly TrialRecord[]): readonly FailureCause[] {
  const causes = new Map<string, TrialRecord[]>();
  for (const trial of [...trials].sort((a, b) => a.createdAtMs - b.createdAtMs)) {
    if (trial.status !== 'Failed') continue;
    const cause = causeOf(trial);
    causes.set(cause, [...(causes.get(cause) ?? []), trial]);
  }
  return [...causes.values()]
    .map((members) => ({ reason: members[0]?.failureReason ?? '', trials: members }))
    .sort((a, b) => b.trials.length - a.trials.length);
}

function causeOf({ failureReason = '', trainingJobName }: TrialRecord): string {
  const own = failureReason.replaceAll(trainingJobName, '');
  return VARYING.reduce((text, pattern) => text.replace(pattern, '#'), own)
    .replace(/\s+/g, ' ')
    .trim();
}
