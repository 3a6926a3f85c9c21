import { formatDuration } from '../../terminal/duration';
import { formatNumber, formatSetting } from '../../terminal/figures';
import { sectionOf } from '../page/html';
import { tableOf } from '../page/table';
import type { Cell } from '../page/table';
import type { Report } from '../report';

/** Returns every training job of the experiment. Columns that would be empty are left out. */
export function trialsOf({ trials, objective, best, definitions }: Report): string {
  if (trials.length === 0) return '';
  const parameters = [
    ...new Set(trials.flatMap(({ hyperparameters }) => Object.keys(hyperparameters))),
  ].sort();
  const has = (test: (trial: (typeof trials)[number]) => boolean): boolean => trials.some(test);
  const columns: readonly [string, boolean, (trial: (typeof trials)[number]) => Cell][] = [
    [
      'generation',
      has(({ generation }) => generation > 1),
      ({ generation }) => ({ number: String(generation) }),
    ],
    ['definition', has((trial) => trial.definitionName !== undefined), (trial) => trial.definitionName ?? ''],
    ['status', true, ({ status }) => ({ status })],
    ['rank', objective !== null, ({ rank }) => ({ number: rank === undefined ? '' : String(rank) })],
    [
      objective?.metric ?? 'result',
      true,
      ({ objectiveValue }) => ({ number: objectiveValue === undefined ? '' : formatNumber(objectiveValue) }),
    ],
    ['metric', objective === null, ({ metricName }) => metricName ?? ''],
    ...parameters.map((name): [string, boolean, (trial: (typeof trials)[number]) => Cell] => [
      name,
      true,
      ({ hyperparameters }) => settingCell(hyperparameters[name] ?? ''),
    ]),
    [
      'took',
      true,
      ({ startedAtMs, endedAtMs }) => ({
        number:
          startedAtMs === undefined || endedAtMs === undefined ? '' : formatDuration(endedAtMs - startedAtMs),
      }),
    ],
    [
      'why it failed',
      has((trial) => trial.failureReason !== undefined),
      ({ failureReason }) => ({ prose: failureReason ?? '' }),
    ],
  ];
  const shown = columns.filter(([, isShown]) => isShown);
  const winners = new Set(
    [best, ...definitions.map((definition) => definition.best)].map((one) => one?.trainingJobName),
  );
  const table = tableOf(
    'Training jobs, in the order of their launch',
    ['training job', ...shown.map(([head]) => head)],
    trials.map((trial) => ({
      name: trial.trainingJobName,
      cells: shown.map(([, , cell]) => cell(trial)),
      best: winners.has(trial.trainingJobName),
    })),
  );
  return sectionOf('trials', 'Every training job', table);
}

/** A number stands to the right, a word does not. */
export function settingCell(text: string): Cell {
  const isNumber = text.trim() === '' || Number.isFinite(Number(text));
  return isNumber ? { number: formatSetting(text) } : text;
}
