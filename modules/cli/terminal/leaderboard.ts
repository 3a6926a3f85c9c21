import type { RankedTrial } from '../../aws';
import { formatDuration } from './duration';
import { formatNumber, formatSetting } from './figures';
import type { Style } from './style';
import { renderTable } from './table';

export interface LeaderboardOptions {
  readonly metricName: string;
  /** Number of rows to show; if absent, all. */
  readonly limit?: number | undefined;
  /** True to add a column with the generation. */
  readonly generations?: boolean;
}

/** Returns the training jobs as a table, in the given order. */
export function renderLeaderboard(
  trials: readonly RankedTrial[],
  options: LeaderboardOptions,
  style: Style,
): string {
  const shown = trials.slice(0, options.limit ?? trials.length);
  const parameters = [...new Set(trials.flatMap((trial) => Object.keys(trial.hyperparameters)))].sort();
  const columns = [
    { title: '#', align: 'right' as const },
    { title: 'training job' },
    ...(options.generations === true ? [{ title: 'gen', align: 'right' as const }] : []),
    { title: 'status' },
    { title: options.metricName, align: 'right' as const },
    ...parameters.map((title) => ({ title, align: 'right' as const })),
    { title: 'took', align: 'right' as const },
  ];
  const rows = shown.map((trial) => {
    const mark = (text: string): string => (trial.rank === 1 ? style.good(text) : text);
    return [
      trial.rank === undefined ? '' : mark(String(trial.rank)),
      mark(trial.trainingJobName),
      ...(options.generations === true ? [String(trial.generation)] : []),
      paintStatus(trial.status, style),
      trial.objectiveValue === undefined ? '' : mark(formatNumber(trial.objectiveValue)),
      ...parameters.map((name) => formatSetting(trial.hyperparameters[name] ?? '')),
      tookOf(trial),
    ];
  });
  return renderTable(columns, rows, style);
}

/** Colours a status: green for success, yellow for in progress, red for failure. */
export function paintStatus(status: string, style: Style): string {
  if (status === 'Completed' || status === 'InService') return style.good(status);
  if (status === 'Failed') return style.bad(status);
  return style.warn(status);
}

function tookOf({ startedAtMs, endedAtMs }: RankedTrial): string {
  return startedAtMs === undefined || endedAtMs === undefined ? '' : formatDuration(endedAtMs - startedAtMs);
}
