import { RULES } from '../../plugin';
import type { RuleId } from '../../plugin';
import type { Finding } from '../finding';
import type { Outcome } from './run-limited';

/** What was found at one step of a life. */
export interface LifecycleFinding extends Finding {
  /** The step's name; `destroy` at the end. */
  readonly step: string;
  /** What Terraform said, both streams, without colour; empty where all is well. */
  readonly said: string;
  /** Rules R1 to R49 that were named in it. */
  readonly rules: readonly RuleId[];
}

/** Where in a life something was looked at. */
export interface Place {
  readonly step: string;
  readonly what: string;
}

/** All is well at this step. */
export function fine(step: string, what: string, message: string): LifecycleFinding {
  return { check: `${step}: ${what}`, ok: true, message, remedy: null, step, said: '', rules: [] };
}

/** Something is wrong; the rules that the framework named say it better than any advice. */
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
  'Find out what the provider waits for: every call has to end, and soon once the signal of its context aborts. Allow a longer time if it is really needed.';

function rulesIn(text: string): readonly RuleId[] {
  const named = Array.from(text.matchAll(/\((R\d+)\)/g), ([, rule = '']) => rule);
  return [...new Set(named)].filter((rule): rule is RuleId => Object.hasOwn(RULES, rule));
}
