/** A policy with what was predicted for it and what it came to. */
export interface JudgedPolicy {
  /** Claims a year. */
  readonly predicted: number;
  readonly claims: number;
  /** Years. */
  readonly exposure: number;
}

export interface RiskGroup {
  readonly policies: number;
  /** Claims a year, both weighted by exposure. */
  readonly predicted: number;
  readonly observed: number;
}

/** Returns groups of about equal exposure, from the lowest predicted risk to the highest. */
export function riskGroups(policies: readonly JudgedPolicy[], count: number): readonly RiskGroup[] {
  const whole = sum(policies, ({ exposure }) => exposure);
  const groups: JudgedPolicy[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const policy of policies.toSorted((one, other) => one.predicted - other.predicted)) {
    const middle = (before + policy.exposure / 2) / whole;
    groups[Math.min(count - 1, Math.floor(middle * count))]?.push(policy);
    before += policy.exposure;
  }
  return groups.map((group) => {
    const exposure = sum(group, (one) => one.exposure);
    return {
      policies: group.length,
      predicted: sum(group, (one) => one.predicted * one.exposure) / exposure,
      observed: sum(group, ({ claims }) => claims) / exposure,
    };
  });
}

/** Returns which share of the Poisson deviance the predictions explain, compared with one frequency for all: at most 1, negative if worse. */
export function devianceExplained(policies: readonly JudgedPolicy[]): number {
  const average = sum(policies, ({ claims }) => claims) / sum(policies, ({ exposure }) => exposure);
  const deviance = (frequency: (policy: JudgedPolicy) => number): number =>
    sum(policies, (policy) => {
      const expected = frequency(policy) * policy.exposure;
      const { claims } = policy;
      return (claims === 0 ? 0 : claims * Math.log(claims / expected)) - claims + expected;
    });
  return 1 - deviance(({ predicted }) => predicted) / deviance(() => average);
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
