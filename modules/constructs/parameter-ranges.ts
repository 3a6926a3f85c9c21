import { compact } from './compact';
import type { DefinitionConfig, TrainingProps } from './training-props';

type Ranges = DefinitionConfig['hyperParameterRanges'];
type NumericRangeConfig = NonNullable<Ranges['integerParameterRanges']>[number];
type CategoricalRangeConfig = NonNullable<Ranges['categoricalParameterRanges']>[number];

/** Returns ranges by kind, as the resource lists them; a kind without any is absent. */
export function parameterRanges(
  ranges: NonNullable<TrainingProps['ranges']> = {},
  autoParameters: NonNullable<TrainingProps['autoParameters']> = {},
): Ranges {
  const numeric = (kind: 'integer' | 'continuous'): NumericRangeConfig[] =>
    Object.entries(ranges).flatMap(([name, range]) =>
      range.kind === kind
        ? [{ name, minValue: range.min, maxValue: range.max, scalingType: range.scaling }]
        : [],
    );
  const categorical: CategoricalRangeConfig[] = Object.entries(ranges).flatMap(([name, range]) =>
    range.kind === 'categorical' ? [{ name, values: range.values }] : [],
  );
  const auto = Object.entries(autoParameters).map(([name, valueHint]) => ({ name, valueHint }));
  return compact({
    integerParameterRanges: unlessEmpty(numeric('integer')),
    continuousParameterRanges: unlessEmpty(numeric('continuous')),
    categoricalParameterRanges: unlessEmpty(categorical),
    autoParameters: unlessEmpty(auto),
  });
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
