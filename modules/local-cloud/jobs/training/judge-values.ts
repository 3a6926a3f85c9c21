import type { MetricValue } from './training-job-record';

/** Receives the values that one job prints. */
export interface ValueJudge {
  readonly take: (values: readonly MetricValue[]) => void;
  /** Called before the program starts on a further instance: from a checkpoint, or from the beginning. */
  readonly startsAgain: (fromCheckpoint: boolean) => void;
}

/** A job that nothing judges. */
export const NO_JUDGE: ValueJudge = { take: () => undefined, startsAgain: () => undefined };

/**
 * Passes each value of a trial's objective to `judge` once, and calls `stop` when that returns true. A program that begins anew
 * on another instance repeats its values, which were judged already; one that resumes from a checkpoint prints the next ones.
 */
export function judgeValues(
  metricName: string | undefined,
  judge: (value: number) => boolean,
  stop: () => void,
): ValueJudge {
  let [judged, repeated] = [0, 0];
  return {
    startsAgain: (fromCheckpoint) => (repeated = fromCheckpoint ? 0 : judged),
    take: (values) => {
      const objective = values.find(({ name }) => name === metricName);
      if (objective === undefined) return;
      if (repeated > 0) {
        repeated -= 1;
        return;
      }
      judged += 1;
      if (judge(objective.value)) stop();
    },
  };
}
