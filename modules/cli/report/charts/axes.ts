import type { ParameterRange } from '../../../tuning';
import { formatTick } from './format-tick';
import { CARD, FAINT, INK, LINE } from './palette';

export type Axis = Readonly<Record<string, unknown>>;
type NumericRange = Exclude<ParameterRange, { readonly kind: 'categorical' }>;
type Categories = Extract<ParameterRange, { readonly kind: 'categorical' }>;

/** Pixels of a letter of the labels; wide fonts have some more than others. */
const GLYPH = 7.2;
/** With fewer signs than these, an ellipsis would leave too little. */
const FEWEST_WITH_ELLIPSIS = 7;
/** Pixels along a label that is slanted. */
const SLANTED = 84;

/** The pixels that a label has, and whether it may be slanted if it is longer. */
export interface LabelRoom {
  readonly width: number;
  readonly slanted?: boolean;
}

/** From here on equal steps of a linear axis would press most values together. */
const LOG_FROM = 1000;

const STYLE = {
  nameTextStyle: { color: INK, fontSize: 12 },
  // The rim keeps a label legible where lines cross it.
  axisLabel: { color: FAINT, fontSize: 12, hideOverlap: true, textBorderColor: CARD, textBorderWidth: 4 },
  axisLine: { onZero: false, lineStyle: { color: LINE } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: LINE, opacity: 0.6 } },
};

export const numberAxis = (rest: Axis): Axis => ({
  ...STYLE,
  type: 'value',
  ...rest,
  axisLabel: { ...STYLE.axisLabel, formatter: formatTick },
});

/** Returns the axis of the objective; logarithmic if its values span several orders of magnitude. */
export function objectiveAxis(values: readonly number[], rest: Axis): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLog = least > 0 && most / least >= LOG_FROM;
  return numberAxis({
    type: isLog ? 'log' : 'value',
    scale: true,
    ...(isLog ? {} : { boundaryGap: ['6%', '4%'] }),
    ...rest,
  });
}

/**
 * Returns the axis of a hyperparameter. It spans the searched range, and results of earlier generations outside of it.
 * `room` is what each label of a category has.
 */
export function settingAxis(
  range: ParameterRange,
  settings: readonly number[],
  { room, ...rest }: Axis & { readonly room: (categories: number) => LabelRoom },
): Axis {
  if (range.kind === 'categorical') return { ...categoryAxis(range, room(range.values.length)), ...rest };
  const [min, max] = [Math.min(range.min, ...settings), Math.max(range.max, ...settings)];
  const type = isLog(range, min) ? 'log' : 'value';
  return numberAxis({ type, min, max, ...(range.kind === 'integer' && { minInterval: 1 }), ...rest });
}

/** Categories stand at whole numbers of a numeric axis, so that equal ones can lie side by side. */
function categoryAxis({ values }: Categories, { width, slanted = false }: LabelRoom): Axis {
  const isLong = Math.max(...values.map(({ length }) => length)) * GLYPH > width;
  const most = Math.floor((slanted ? SLANTED : width) / GLYPH);
  const formatter = (at: number): string => shortened(values[at] ?? '', most);
  return {
    ...numberAxis({ min: -0.5, max: values.length - 0.5, interval: 0.5 }),
    axisLabel: {
      ...STYLE.axisLabel,
      formatter,
      hideOverlap: false,
      ...(slanted && isLong && { rotate: 35 }),
    },
  };
}

/** Returns a text of at most so many signs. Its ends tell more than its middle: names share their beginnings. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < FEWEST_WITH_ELLIPSIS) return text.slice(0, most);
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

/** Returns the name of an axis, short enough for a width in pixels. */
export const axisName = (name: string, width: number): string => shortened(name, Math.floor(width / GLYPH));

/** Returns where a setting lies on its axis; NaN if it is not on it. */
export function positionOf(range: ParameterRange, text: string | undefined): number {
  if (text === undefined) return NaN;
  if (range.kind !== 'categorical') return Number(text);
  const at = range.values.indexOf(text);
  return at < 0 ? NaN : at;
}

const isLog = (range: NumericRange, least: number): boolean =>
  least > 0 &&
  (range.scaling === 'Logarithmic' || (range.scaling === 'Auto' && range.max / range.min >= 100));
