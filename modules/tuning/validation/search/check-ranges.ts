import type { AttributePath } from '../../../kernel';
import type { PlacedDefinition } from '../../experiment/definitions';
import type { ExperimentDraft } from '../../experiment/spec';
import { groupThousands } from '../../money';
import type { Report } from '../report';

const MAX_RANGES = 30;
const KINDS = ['integer', 'continuous', 'categorical'] as const;

/** A range that may be partly known. Its kind is always known: each kind has its own list. */
type RangeDraft =
  | {
      readonly kind: 'integer' | 'continuous';
      readonly name?: string | undefined;
      readonly min?: number | undefined;
      readonly max?: number | undefined;
      readonly scaling?: string | undefined;
    }
  | {
      readonly kind: 'categorical';
      readonly name?: string | undefined;
      readonly values?: readonly (string | undefined)[] | undefined;
    };

/** A range with its place in the configuration. */
export interface PlacedRange {
  readonly range: RangeDraft;
  readonly path: AttributePath;
}

/** Known ranges with their paths; each kind has its own positions. */
export function placeRanges({
  definition: { hyper_parameter_ranges: ranges },
  rangesPath,
}: PlacedDefinition): readonly PlacedRange[] {
  const bounded = (kind: 'integer' | 'continuous'): readonly RangeDraft[] =>
    (ranges?.[`${kind}_parameter_ranges`] ?? []).map((range) => ({
      kind,
      name: range.name,
      min: range.min_value,
      max: range.max_value,
      scaling: range.scaling_type,
    }));
  const categorical = (ranges?.categorical_parameter_ranges ?? []).map((range): RangeDraft => ({
    kind: 'categorical',
    ...range,
  }));
  return [bounded('integer'), bounded('continuous'), categorical].flatMap((list) =>
    list.map((range, index) => ({
      range,
      path: [...rangesPath, `${range.kind}_parameter_ranges`, index],
    })),
  );
}

/** Checks each range of a definition, and their number. */
export function checkRanges(place: PlacedDefinition, report: Report, { autotune }: ExperimentDraft): void {
  const { definition, rangesPath } = place;
  const ranges = definition.hyper_parameter_ranges;
  if (ranges === undefined) return;
  const placed = placeRanges(place);
  const isBare = KINDS.every((kind) => ranges[`${kind}_parameter_ranges`]?.length === 0);
  // Autotune chooses the omitted ranges.
  if (isBare && autotune === null && ranges.auto_parameters !== undefined) {
    report.error(
      rangesPath,
      'Nothing to Search',
      `${String(rangesPath.at(-1))} names no parameter. Give at least one integer, continuous or categorical range.`,
    );
  }
  if (placed.length > MAX_RANGES) {
    report.error(
      rangesPath,
      'Too Many Parameter Ranges',
      `${String(rangesPath.at(-1))} holds ${String(placed.length)} ranges. SageMaker searches at most ${String(MAX_RANGES)} parameters. Fix the least important ones in static_hyper_parameters.`,
    );
  }
  for (const { range, path } of placed) {
    if (range.kind === 'categorical') checkCategories(range, path, report);
    else checkInterval({ ...range, label: labelOf(range.name) }, path, report);
  }
}

function checkCategories(
  { name, values }: Extract<RangeDraft, { kind: 'categorical' }>,
  path: AttributePath,
  report: Report,
): void {
  if (values === undefined) return;
  const at = [...path, 'values'];
  const label = labelOf(name);
  values.forEach((value, index) => {
    if (value !== undefined && values.indexOf(value) < index) {
      report.error(
        [...at, index],
        'Duplicate Value',
        `${label} lists "${value}" more than once. Remove the repetition.`,
      );
    }
  });
  if (values.length === 1) {
    report.warning(
      at,
      'Nothing to Choose From',
      `${label} has the single value "${values[0] ?? ''}", so searching it changes nothing. Move it to static_hyper_parameters.`,
    );
  }
}

type Interval = Exclude<RangeDraft, { kind: 'categorical' }> & { readonly label: string };

function checkInterval(interval: Interval, path: AttributePath, report: Report): void {
  const { kind, min, max, label } = interval;
  for (const [value, attribute] of [
    [min, 'min_value'],
    [max, 'max_value'],
  ] as const) {
    const problem = value === undefined ? undefined : boundProblem(kind, value);
    if (problem !== undefined) {
      report.error([...path, attribute], problem.summary, `${attribute} of ${label} ${problem.says}`);
      return;
    }
  }
  // A search uses the distance between the bounds, which must be a finite number as well.
  if (min !== undefined && max !== undefined && !Number.isFinite(max - min)) {
    report.error(
      [...path, 'max_value'],
      'Range Too Wide',
      `${label} runs from min_value ${String(min)} to max_value ${String(max)}, which are further apart than a 64-bit number can express (1.8e308). Bring them closer together.`,
    );
    return;
  }
  if (min !== undefined && max !== undefined && min >= max) {
    report.error(
      [...path, 'min_value'],
      'Minimum Not Below Maximum',
      `${label} runs from min_value ${String(min)} to max_value ${String(max)}. min_value must be less than max_value.${min === max ? ' Move a fixed value to static_hyper_parameters.' : ' Swap them.'}`,
    );
  }
  checkScaling(interval, path, report);
}

function boundProblem(
  kind: 'integer' | 'continuous',
  value: number,
): { readonly summary: string; readonly says: string } | undefined {
  if (!Number.isFinite(value)) {
    return {
      summary: 'Number Out of Bounds',
      says: 'is larger than a 64-bit number can be. It must be between -1.7e308 and 1.7e308.',
    };
  }
  if (kind === 'continuous' || Number.isSafeInteger(value)) return undefined;
  if (!Number.isInteger(value)) {
    return {
      summary: 'Whole Number Required',
      says: `is ${String(value)}. An integer range needs whole bounds; use a continuous range for fractions.`,
    };
  }
  const most = groupThousands(Number.MAX_SAFE_INTEGER);
  return {
    summary: 'Number Out of Bounds',
    says: `is ${String(value)}. Whole numbers are exact only between -${most} and ${most}. Choose one of them or use a continuous range.`,
  };
}

function checkScaling(
  { kind, min, max, scaling, label }: Interval,
  path: AttributePath,
  report: Report,
): void {
  const at = [...path, 'scaling_type'];
  if (scaling === 'Logarithmic' && min !== undefined && min <= 0) {
    report.error(
      [...path, 'min_value'],
      'Logarithmic Scale Needs Positives',
      `min_value of ${label} is ${String(min)}, which has no logarithm. With scaling_type "Logarithmic" it must be greater than 0. Raise it or use "Linear".`,
    );
  }
  if (scaling !== 'ReverseLogarithmic') return;
  if (kind === 'integer') {
    report.error(
      at,
      'Reverse Log Is for Fractions',
      `scaling_type of ${label} is "ReverseLogarithmic", which suits only continuous ranges between 0 and 1. Use "Auto", "Linear" or "Logarithmic".`,
    );
    return;
  }
  for (const [value, attribute] of [
    [min, 'min_value'],
    [max, 'max_value'],
  ] as const) {
    if (value !== undefined && !(value >= 0 && value < 1)) {
      report.error(
        [...path, attribute],
        'Outside the Reverse Log Scale',
        `${attribute} of ${label} is ${String(value)}. With scaling_type "ReverseLogarithmic" it must be at least 0 and less than 1. Change it or use "Linear".`,
      );
    }
  }
}

/**
 * Returns the number of distinct values; Infinity if the range is continuous, unknown, or already reported as wrong.
 */
export function sizeOf(range: RangeDraft): number {
  if (range.kind === 'categorical') return range.values === undefined ? Infinity : new Set(range.values).size;
  if (range.kind === 'continuous' || range.min === undefined || range.max === undefined) return Infinity;
  const sound = Number.isInteger(range.min) && Number.isInteger(range.max) && range.min < range.max;
  return sound ? range.max - range.min + 1 : Infinity;
}

function labelOf(name: string | undefined): string {
  return name === undefined ? 'this range' : `parameter ${name}`;
}
