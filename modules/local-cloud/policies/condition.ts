import type { Condition } from './policy-document';

/** Values of the condition keys of a request, by lower-case key. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

type Test = (actual: string, wanted: string) => boolean;

const like = (actual: string, pattern: string): boolean => globToRegExp(pattern).test(actual);
const arnLike = (actual: string, pattern: string): boolean => {
  // Wildcards in an ARN pattern do not reach over a colon, except in the last part.
  const actualParts = splitArn(actual);
  const patternParts = splitArn(pattern);
  return (
    patternParts.length === actualParts.length &&
    patternParts.every((part, i) => like(actualParts[i] ?? '', part))
  );
};
const numeric =
  (compare: (a: number, b: number) => boolean): Test =>
  (a, b) =>
    compare(Number(a), Number(b));
const dated =
  (compare: (a: number, b: number) => boolean): Test =>
  (a, b) =>
    compare(Date.parse(a), Date.parse(b));

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const TESTS: Readonly<Record<string, { readonly test: Test; readonly negated?: boolean }>> = {
  stringequals: { test: (a, b) => a === b },
  stringnotequals: { test: (a, b) => a === b, negated: true },
  stringequalsignorecase: { test: (a, b) => a.toLowerCase() === b.toLowerCase() },
  stringnotequalsignorecase: { test: (a, b) => a.toLowerCase() === b.toLowerCase(), negated: true },
  stringlike: { test: like },
  stringnotlike: { test: like, negated: true },
  arnequals: { test: arnLike },
  arnlike: { test: arnLike },
  arnnotequals: { test: arnLike, negated: true },
  arnnotlike: { test: arnLike, negated: true },
  bool: { test: (a, b) => a.toLowerCase() === b.toLowerCase() },
  numericequals: { test: numeric((a, b) => a === b) },
  numericnotequals: { test: numeric((a, b) => a === b), negated: true },
  numericlessthan: { test: numeric((a, b) => a < b) },
  numericlessthanequals: { test: numeric((a, b) => a <= b) },
  numericgreaterthan: { test: numeric((a, b) => a > b) },
  numericgreaterthanequals: { test: numeric((a, b) => a >= b) },
  dateequals: { test: dated((a, b) => a === b) },
  datenotequals: { test: dated((a, b) => a === b), negated: true },
  datelessthan: { test: dated((a, b) => a < b) },
  datelessthanequals: { test: dated((a, b) => a <= b) },
  dategreaterthan: { test: dated((a, b) => a > b) },
  dategreaterthanequals: { test: dated((a, b) => a >= b) },
};

/** Returns whether a condition holds. An unknown operator never holds, so that it allows nothing. */
export function conditionHolds(condition: Condition, context: ConditionContext): boolean {
  const actual = context[condition.key.toLowerCase()];
  const [, quantifier, name = '', ifExists] =
    /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(condition.operator.toLowerCase()) ?? [];
  if (name === 'null') return condition.values.some((value) => (value === 'true') === (actual === undefined));
  const operator = TESTS[name];
  if (operator === undefined) return false;
  if (actual === undefined) {
    return ifExists !== undefined || quantifier === 'forallvalues' || operator.negated === true;
  }
  const matches = (value: string): boolean => condition.values.some((wanted) => operator.test(value, wanted));
  const holds = (value: string): boolean => (operator.negated === true ? !matches(value) : matches(value));
  return quantifier === 'foranyvalue' ? actual.some(holds) : actual.every(holds);
}

/** A pattern with `*` and `?` as IAM reads it. */
export function globToRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function splitArn(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
