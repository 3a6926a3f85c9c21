import type { RankedTrial } from '../../aws';

/** What changed between two looks at a search. */
export interface Change {
  readonly event: 'started' | 'ended';
  readonly trainingJobName: string;
  readonly status: string;
  readonly value?: number;
  /** Whether it is the best so far. */
  readonly isBest: boolean;
  readonly failureReason?: string;
}

const hasEnded = (status: string): boolean => status !== 'InProgress' && status !== 'Stopping';

/** Returns what is new since the statuses that were seen before, in the order of launch, and remembers it there. */
export function changesSince(seen: Map<string, string>, trials: readonly RankedTrial[]): readonly Change[] {
  return [...trials]
    .sort((a, b) => a.createdAtMs - b.createdAtMs)
    .flatMap((trial): readonly Change[] => {
      const { trainingJobName, status, objectiveValue, failureReason, rank } = trial;
      const before = seen.get(trainingJobName);
      seen.set(trainingJobName, status);
      if (before === status || (before !== undefined && !hasEnded(status))) return [];
      const change = {
        trainingJobName,
        status,
        isBest: rank === 1,
        ...(objectiveValue !== undefined && { value: objectiveValue }),
        ...(failureReason !== undefined && { failureReason }),
      };
      return [{ event: hasEnded(status) ? 'ended' : 'started', ...change }];
    });
}
