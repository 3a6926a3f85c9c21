import type { ExperimentSpec, ParameterRanges } from './experiment/spec';
import { rangesOf } from './parameter-range';
import type { ParameterRange } from './parameter-range';

const SCALING_NOTE = {
  Auto: '',
  Linear: ' (linear)',
  Logarithmic: ' (log)',
  ReverseLogarithmic: ' (reverse log)',
} as const;
/** Longer lists of values would hide the rest of the line. */
const MAX_VALUES_SHOWN = 6;

/**
 * Returns the ranges on one line: `learning_rate 0.01–0.3 (log), max_depth 2–10, booster {gbtree, dart}`. Those of several
 * training definitions follow their names: `trees: max_depth 2–10; nets: width 8–64`.
 */
export function describeSearchSpace(
  search: Pick<ExperimentSpec, 'parameter_ranges' | 'training_job_definitions'>,
): string {
  const listed = search.training_job_definitions;
  if (listed.length === 0) return describeRanges(search.parameter_ranges);
  return listed
    .map(({ definition_name: name, hyper_parameter_ranges: ranges }) => `${name}: ${describeRanges(ranges)}`)
    .join('; ');
}

function describeRanges(ranges: ParameterRanges | undefined): string {
  const bounded = ranges === undefined ? [] : rangesOf(ranges);
  return [
    ...bounded.map((range) => `${range.name} ${describeRange(range)}`),
    ...(ranges?.auto_parameters ?? []).map(({ name }) => `${name} (Autotune)`),
  ].join(', ');
}

/** Returns one range without its name: `0.01–0.3 (log)`, `{gbtree, dart}`. */
export function describeRange(range: ParameterRange): string {
  if (range.kind !== 'categorical') {
    return `${String(range.min)}–${String(range.max)}${SCALING_NOTE[range.scaling]}`;
  }
  const shown = range.values.slice(0, MAX_VALUES_SHOWN).join(', ');
  const rest = range.values.length - MAX_VALUES_SHOWN;
  return rest > 0 ? `{${shown}, … ${String(rest)} more}` : `{${shown}}`;
}
