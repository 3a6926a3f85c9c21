import type { Objective } from '../experiment/spec';

/** The conditions that a candidate must meet to replace the champion. */
export interface Gate {
  /** The worst acceptable value: a floor when maximising, a ceiling when minimising. */
  readonly minimumValue?: number | undefined;
  /** Minimum improvement over the current champion, in units of the metric, 0 or more. */
  readonly minimumImprovement?: number | undefined;
  /** The most that the training job of a candidate may have cost, in US dollars at list price. */
  readonly maximumCostUsd?: number | undefined;
  /** Whether a candidate must be better than the champion. `same_data`, the default: if both have read the same data. */
  readonly compare?: 'same_data' | 'always' | 'never' | undefined;
}

/** A training job as the gate sees it. A {@link TrialRecord} is one. */
export interface GateContender {
  readonly trainingJobName: string;
  readonly objectiveValue?: number | undefined;
  /** Name of the metric of the value; absent means the objective's. */
  readonly metricName?: string | undefined;
  /** Fingerprint of the data that it was trained and measured on; absent if unknown. */
  readonly dataFingerprint?: string | undefined;
  /** Cost at list price, US dollars; absent if unknown. */
  readonly costUsd?: number | undefined;
}

export interface GateVerdict {
  readonly verdict: 'promote' | 'keep' | 'no winner';
  /** One sentence for the plan. */
  readonly because: string;
}

export interface GateRequest {
  /** Best of the newest search, if it has one. */
  readonly candidate: GateContender | undefined;
  /** The current champion, if there is one. */
  readonly current: GateContender | undefined;
  readonly objective: Objective;
  readonly gate?: Gate | undefined;
}

/**
 * Decides whether the candidate becomes the champion. Takes the objective's direction into account. A tie keeps the
 * current champion, because replacing a served model with an equal one has a cost and no gain. `keep` without a
 * current champion means that there is still none.
 */
export function passGate(request: GateRequest): GateVerdict {
  const { candidate, current, objective, gate = {} } = request;
  const value = finite(candidate?.objectiveValue);
  if (candidate === undefined || value === undefined) {
    return { verdict: 'no winner', because: `no completed training job emitted ${objective.metric_name}` };
  }
  const shown = `${objective.metric_name} ${format(value)}`;
  const sign = objective.type === 'Maximize' ? 1 : -1;
  if (current?.trainingJobName === candidate.trainingJobName) {
    return { verdict: 'keep', because: `${candidate.trainingJobName} is already the champion with ${shown}` };
  }
  if (gate.minimumValue !== undefined && sign * (value - gate.minimumValue) < 0) {
    const side = sign === 1 ? 'below' : 'above';
    return { verdict: 'keep', because: `${shown} is ${side} the gate's ${format(gate.minimumValue)}` };
  }
  const costs = tooExpensive(candidate, gate);
  if (costs !== undefined) return { verdict: 'keep', because: `${shown}, but ${costs}` };
  if (current === undefined) return { verdict: 'promote', because: `${shown} is the first champion` };
  if (gate.compare === 'never') {
    return { verdict: 'promote', because: `${shown}; the gate compares it with no champion` };
  }
  if (current.metricName !== undefined && current.metricName !== objective.metric_name) {
    return {
      verdict: 'promote',
      because: `${shown}; the current champion was measured by ${current.metricName}, which is not comparable`,
    };
  }
  if (gate.compare !== 'always' && areOfOtherData(candidate, current)) {
    return {
      verdict: 'promote',
      because: `${shown}; the current champion was measured on other data, which is not comparable`,
    };
  }
  const held = finite(current.objectiveValue);
  if (held === undefined) {
    return { verdict: 'promote', because: `${shown}; the current champion has no usable value` };
  }
  return compare({ value, held, sign, shown, needed: gate.minimumImprovement ?? 0 });
}

/** Data that is not known may be the same, and then a worse model would replace a better one. */
function areOfOtherData(candidate: GateContender, current: GateContender): boolean {
  const [now, before] = [candidate.dataFingerprint, current.dataFingerprint];
  return now !== undefined && before !== undefined && now !== before;
}

function tooExpensive({ costUsd }: GateContender, { maximumCostUsd: most }: Gate): string | undefined {
  if (most === undefined) return undefined;
  if (costUsd === undefined) return `its cost is not known, and the gate allows at most $${format(most)}`;
  return costUsd > most ? `its cost of $${format(costUsd)} is above the gate's $${format(most)}` : undefined;
}

interface Comparison {
  readonly value: number;
  readonly held: number;
  readonly sign: 1 | -1;
  readonly shown: string;
  readonly needed: number;
}

function compare({ value, held, sign, shown, needed }: Comparison): GateVerdict {
  const gain = sign * (value - held);
  if (gain === 0) return { verdict: 'keep', because: `${shown} only equals the champion's value` };
  if (gain < 0) return { verdict: 'keep', because: `${shown} is worse than the champion's ${format(held)}` };
  // 0.3 - 0.2 is slightly under 0.1 in binary; a gate written in decimal must not fail because of that.
  const rounding = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(held));
  if (gain + rounding < needed) {
    return {
      verdict: 'keep',
      because: `${shown} beats the champion's ${format(held)} by ${format(gain)}, less than the gate's ${format(needed)}`,
    };
  }
  return {
    verdict: 'promote',
    because: `${shown} beats the champion's ${format(held)} by ${format(gain)}`,
  };
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** At most six significant digits, without trailing zeros. */
function format(value: number): string {
  return String(Number(value.toPrecision(6)));
}
