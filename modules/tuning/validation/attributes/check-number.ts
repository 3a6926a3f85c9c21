import type { AttributePath } from '../../../kernel';
import { groupThousands } from '../../money';
import type { Report } from '../report';

interface WholeNumberRule {
  readonly path: AttributePath;
  /** Name of the value, for the message: `resource_limits.max_number_of_training_jobs`. */
  readonly name: string;
  readonly min: number;
  readonly max?: number;
  readonly unit?: string;
}

/** Reports a value that is not a whole number in the rule's bounds. Returns true if it is known and valid. */
export function checkWholeNumber(
  value: number | undefined,
  rule: WholeNumberRule,
  report: Report,
): value is number {
  if (value === undefined) return false;
  const { min, max = Infinity } = rule;
  if (Number.isInteger(value) && value >= min && value <= max) return true;
  const unit = rule.unit === undefined ? '' : ` ${rule.unit}`;
  const allowed =
    max === Infinity
      ? `${groupThousands(min)} or more${unit}`
      : `from ${groupThousands(min)} to ${groupThousands(max)}${unit}`;
  report.error(
    rule.path,
    Number.isInteger(value) ? 'Number Out of Bounds' : 'Whole Number Required',
    `${rule.name} is ${String(value)}. It must be a whole number, ${allowed}.`,
  );
  return false;
}
