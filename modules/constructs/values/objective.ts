import { metricPattern } from '../../tuning';

/** The metric that a search optimises, and how its value is read from the training log. */
export interface Objective {
  readonly type: 'Maximize' | 'Minimize';
  readonly metricName: string;
  /** One capturing group around the number. */
  readonly regex: string;
}

/** Creates objectives. */
export const Objective = {
  /**
   * Larger is better. The default pattern reads `<metric>=<number>`, `<metric>: <number>` and `"<metric>": <number>`
   * from the training log, only of this metric: `loss` is not read from `val_loss: 0.5`. It does not read numbers
   * with a unit attached or with thousands separators (`950ms`, `1,234`); give a pattern for those.
   */
  maximize(metricName: string, regex?: string): Objective {
    return { type: 'Maximize', metricName, regex: regex ?? metricPattern(metricName) };
  },

  /** Smaller is better. The pattern is as for `maximize`. */
  minimize(metricName: string, regex?: string): Objective {
    return { type: 'Minimize', metricName, regex: regex ?? metricPattern(metricName) };
  },
} as const;
