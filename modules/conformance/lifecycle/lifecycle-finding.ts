import { RULES } from '../../plugin';
import type { RuleId } from '../../plugin';
import type { Finding } from '../finding';
import type { Outcome } from './run-limited';

/** The result of one step of a lifecycle. */
export interface LifecycleFinding extends Finding {
  /** The step's name; `destroy` at the end. */
  readonly step: string;
  /** Terraform's output, both streams, without colour; empty if the step passed. */
  readonly said: string;
  /** Rules R1 to R49 that the output names. */
  readonly rules: readonly RuleId[];
}

/** The moment of a lifecycle at which a finding occurred. */
export interface Place {
  readonly step: string;
  readonly what: string;
}

/** Returns the finding of a step that passed. */
export function fine(step: string, what: string, message: string): LifecycleFinding {
  return { check: `${step}: ${what}`, ok: true, message, remedy: null, step, said: '', rules: [] };
}

/**
 * Returns the finding of a step that failed. If the framework named the broken rules, they are better advice than any
 * other.
 */
export function wrong(place: Place, message: string, outcome: Outcome, advice: string): LifecycleFinding {
  const said = `${outcome.stdout}\n${outcome.stderr}`.trim();
  const rules = rulesIn(said);
  const remedy =
    rules.length > 0
      ? rules.map((rule) => `Rule ${rule}: ${RULES[rule]}`).join('\n')
      : outcome.late === true
        ? LATE
        : advice;
  return {
    check: `${place.step}: ${place.what}`,
    ok: false,
    message: `${message}\n${said}`.trim(),
    remedy,
    step: place.step,
    said,
    rules,
  };
}

const LATE =
  'Find out what the provider is waiting for. Every call must end, and soon after the signal of its context aborts. If the provider really needs longer, allow more time.';

function rulesIn(text: string): readonly RuleId[] {
  const named = Array.from(text.matchAll(/\((R\d+)\)/g), ([, rule = '']) => rule);
  return [...new Set(named)].filter((rule): rule is RuleId => Object.hasOwn(RULES, rule));
}
