/** What a search optimises, and how its value is read from the training log. */
export interface Objective {
  readonly type: 'Maximize' | 'Minimize';
  readonly metricName: string;
  /** One capturing group around the number. */
  readonly regex: string;
}

/** Makes objectives. */
export const Objective = {
  /**
   * The larger, the better. The default pattern reads `<metric>=<number>` or `<metric>: <number>`
   * from the training log.
   */
  maximize(metricName: string, regex?: string): Objective {
    return { type: 'Maximize', metricName, regex: regex ?? defaultPattern(metricName) };
  },

  /** The smaller, the better; the pattern as for `maximize`. */
  minimize(metricName: string, regex?: string): Objective {
    return { type: 'Minimize', metricName, regex: regex ?? defaultPattern(metricName) };
  },
} as const;

function defaultPattern(metricName: string): string {
  const literal = metricName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `${literal} *[=:] *([-+]?[0-9][-+.0-9eE]*)`;
}
