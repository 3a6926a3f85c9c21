import type { ParameterRanges } from '@aws-sdk/client-sagemaker';
import { NUMERALS } from '../algorithms/numerals';
import { invalid } from '../rejections';

const MOST_RANGES = 30;

/** Rules of a search space that no single field can break alone. Throws ValidationException. */
export function checkParameterRanges(ranges: ParameterRanges, fixed: readonly string[]): void {
  const { IntegerParameterRanges: integer = [], ContinuousParameterRanges: continuous = [] } = ranges;
  const { CategoricalParameterRanges: categorical = [] } = ranges;
  const names = [...integer, ...continuous, ...categorical].map(({ Name: name = '' }) => name);
  if (names.length === 0) throw invalid('At least one hyperparameter range must be specified.');
  if (names.length > MOST_RANGES) {
    throw invalid(
      `The number of searchable hyperparameters is ${String(names.length)}; at most ${String(MOST_RANGES)} are allowed.`,
    );
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`The hyperparameter "${twice}" has more than one range.`);
  const both = names.find((name) => fixed.includes(name));
  if (both !== undefined) throw invalid(`The hyperparameter "${both}" is both searched and static.`);
  const reserved = [...names, ...fixed].find((name) => name === '' || name.startsWith('_'));
  if (reserved !== undefined) {
    throw invalid(
      `The hyperparameter name "${reserved}" is not allowed: names may not be empty or begin with "_".`,
    );
  }
  for (const range of integer) checkRange({ kind: 'integer', ...plain(range) });
  for (const range of continuous) checkRange({ kind: 'continuous', ...plain(range) });
  for (const { Name: name = '', Values: values = [] } of categorical) {
    const repeated = values.find((value, at) => values.indexOf(value) !== at);
    if (repeated !== undefined) {
      throw invalid(`The categorical hyperparameter "${name}" lists "${repeated}" twice.`);
    }
  }
}

interface Range {
  readonly kind: 'integer' | 'continuous';
  readonly name: string;
  readonly low: string;
  readonly high: string;
  readonly scaling: string;
}

type ApiRange = NonNullable<ParameterRanges['IntegerParameterRanges']>[number];

const plain = (range: ApiRange): Omit<Range, 'kind'> => ({
  name: range.Name ?? '',
  low: range.MinValue ?? '',
  high: range.MaxValue ?? '',
  scaling: range.ScalingType ?? 'Auto',
});

function checkRange({ kind, name, low, high, scaling }: Range): void {
  const pattern = NUMERALS[kind];
  for (const bound of [low, high]) {
    if (!pattern.test(bound)) {
      throw invalid(
        `The ${kind} hyperparameter "${name}" has the bound "${bound}", which is not ${kind === 'integer' ? 'an integer' : 'a number'}.`,
      );
    }
  }
  const min = Number(low);
  const max = Number(high);
  for (const [bound, value] of [
    [low, min],
    [high, max],
  ] as const) {
    if (kind === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value)) continue;
    throw invalid(
      `The ${kind} hyperparameter "${name}" has the bound ${bound}, which is beyond what the local cloud can search exactly.`,
    );
  }
  if (!Number.isFinite(max - min)) {
    throw invalid(
      `The range of the hyperparameter "${name}", ${low} to ${high}, is too wide to be searched.`,
    );
  }
  if (min >= max) {
    throw invalid(
      `The hyperparameter "${name}" has MinValue ${low} and MaxValue ${high}; MinValue must be less than MaxValue.`,
    );
  }
  if (scaling === 'Logarithmic' && min <= 0) {
    throw invalid(
      `The hyperparameter "${name}" has Logarithmic scaling, which needs values greater than 0; MinValue is ${low}.`,
    );
  }
  if (scaling !== 'ReverseLogarithmic') return;
  if (kind === 'integer') {
    throw invalid(
      `The integer hyperparameter "${name}" cannot have ReverseLogarithmic scaling; it is for continuous hyperparameters.`,
    );
  }
  if (min < 0 || max >= 1) {
    throw invalid(
      `The hyperparameter "${name}" has ReverseLogarithmic scaling, which needs 0 <= value < 1; its range is ${low} to ${high}.`,
    );
  }
}
