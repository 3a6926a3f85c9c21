import { nearest } from '../../../kernel';
import type { AttributePath } from '../../../kernel';
import type { Report } from '../report';

interface WordRule {
  readonly path: AttributePath;
  readonly name: string;
  readonly allowed: readonly string[];
}

/** Reports a word outside a closed set and suggests the nearest one. Returns true if it is known and valid. */
export function checkWord(value: string | undefined, rule: WordRule, report: Report): value is string {
  if (value === undefined) return false;
  if (rule.allowed.includes(value)) return true;
  const near = nearest(value, rule.allowed)[0];
  const remedy = near === undefined ? '' : ` Did you mean "${near}"?`;
  report.error(
    rule.path,
    'Unknown Value',
    `${rule.name} is "${value}". Allowed are ${rule.allowed.map((word) => `"${word}"`).join(', ')}.${remedy}`,
  );
  return false;
}

interface LengthRule {
  readonly path: AttributePath;
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** Reports text that is too short or too long. Returns true if it is known and valid. */
export function checkLength(value: string | undefined, rule: LengthRule, report: Report): value is string {
  if (value === undefined) return false;
  const { length } = value;
  if (length >= rule.min && length <= rule.max) return true;
  report.error(
    rule.path,
    length < rule.min ? 'Text Too Short' : 'Text Too Long',
    `${rule.name} has ${String(length)} characters. It must have ${String(rule.min)} to ${String(rule.max)}.`,
  );
  return false;
}
