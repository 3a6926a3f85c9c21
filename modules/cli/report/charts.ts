import type { ParameterRange } from '../../tuning';
import type { ChartOption } from './draw-chart';
import { isMeasured } from './report';
import type { MeasuredTrial, Report } from './report';

/** Tones that stand out on white and on black alike, also to eyes that do not tell red from green. */
const BLUE = '#3b82c4';
const ORANGE = '#d97706';
/** Takes the colour of the page's text, so that one drawing suits light and dark. */
const INK = 'currentColor';

const TEXT = { color: INK, fontSize: 12 };
const AXIS = {
  nameTextStyle: TEXT,
  axisLabel: TEXT,
  axisLine: { lineStyle: { color: INK } },
  axisTick: { lineStyle: { color: INK } },
  splitLine: { lineStyle: { color: INK, opacity: 0.15 } },
};
const GRID = { left: 70, right: 24, top: 24, bottom: 48 };

/** The value of each training job, and the best so far as steps. */
export function bestSoFarChart({ bestSoFar, objective }: Report): ChartOption {
  return {
    grid: GRID,
    xAxis: {
      ...AXIS,
      type: 'value',
      min: 1,
      minInterval: 1,
      name: 'completed training jobs',
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: { ...AXIS, type: 'value', scale: true, name: objective.metric },
    series: [
      {
        type: 'scatter',
        symbolSize: 7,
        itemStyle: { color: BLUE, opacity: 0.85 },
        data: bestSoFar.map(({ value }, index) => [index + 1, value]),
      },
      {
        type: 'line',
        step: 'end',
        showSymbol: false,
        lineStyle: { color: ORANGE, width: 2 },
        data: bestSoFar.map(({ best }, index) => [index + 1, best]),
      },
    ],
  };
}

/** Each completed training job as a line over its settings; the best ones stand out. */
export function parallelChart({ trials, ranges, objective, best }: Report): ChartOption {
  const measured = trials.filter(isMeasured);
  const isBest = ({ trainingJobName }: MeasuredTrial) => trainingJobName === best?.trainingJobName;
  // The best is drawn last, so that no other covers it.
  const ordered = [...measured.filter((trial) => !isBest(trial)), ...measured.filter(isBest)];
  return {
    parallel: { left: 60, right: 80, top: 44, bottom: 24, parallelAxisDefault: { ...AXIS } },
    parallelAxis: [
      ...ranges.map((range, dim) => ({
        dim,
        name: range.name,
        ...(range.kind === 'categorical'
          ? { type: 'category' as const, data: [...range.values] }
          : { type: isLog(range) ? ('log' as const) : ('value' as const), min: range.min, max: range.max }),
      })),
      { dim: ranges.length, name: objective.metric, type: 'value' as const, scale: true },
    ],
    series: [
      {
        type: 'parallel',
        data: ordered.map((trial) => ({
          value: [...ranges.map((range) => settingOf(trial, range)), trial.objectiveValue],
          lineStyle: isBest(trial)
            ? { color: ORANGE, width: 3, opacity: 1 }
            : { color: BLUE, width: 1, opacity: 0.45 },
        })),
      },
    ],
  };
}

export function importanceChart({ importance: { parameters } }: Report): ChartOption {
  const upwards = [...parameters].reverse();
  return {
    grid: { ...GRID, left: 160 },
    xAxis: {
      ...AXIS,
      type: 'value',
      min: 0,
      max: 1,
      name: 'share of variance',
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: { ...AXIS, type: 'category', data: upwards.map(({ name }) => name) },
    series: [
      { type: 'bar', barMaxWidth: 24, itemStyle: { color: BLUE }, data: upwards.map(({ share }) => share) },
    ],
  };
}

/** The objective over one hyperparameter. */
export function sliceChart({ trials, objective, best }: Report, range: ParameterRange): ChartOption {
  const measured = trials.filter(isMeasured);
  const point = (trial: MeasuredTrial) => [settingOf(trial, range), trial.objectiveValue];
  const winner = measured.filter(({ trainingJobName }) => trainingJobName === best?.trainingJobName);
  return {
    grid: GRID,
    xAxis: {
      ...AXIS,
      name: range.name,
      nameLocation: 'middle',
      nameGap: 28,
      ...(range.kind === 'categorical'
        ? { type: 'category' as const, data: [...range.values] }
        : { type: isLog(range) ? ('log' as const) : ('value' as const), min: range.min, max: range.max }),
    },
    yAxis: { ...AXIS, type: 'value', scale: true, name: objective.metric },
    series: [
      {
        type: 'scatter',
        symbolSize: 7,
        itemStyle: { color: BLUE, opacity: 0.85 },
        data: measured.map(point),
      },
      {
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 14,
        itemStyle: { color: ORANGE },
        data: winner.map(point),
      },
    ],
  };
}

const settingOf = ({ hyperparameters }: MeasuredTrial, { kind, name }: ParameterRange): string | number => {
  const text = hyperparameters[name] ?? '';
  return kind === 'categorical' ? text : Number(text);
};

const isLog = (range: Exclude<ParameterRange, { readonly kind: 'categorical' }>): boolean =>
  range.min > 0 &&
  (range.scaling === 'Logarithmic' || (range.scaling === 'Auto' && range.max / range.min >= 100));
