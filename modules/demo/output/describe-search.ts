import { selectBestTrainingJob } from '../../tuning';
import type { TrialRecord } from '../../tuning';
import type { Style } from '../../cli';
import { formatDuration, formatNumber, formatSetting } from '../../cli';
import type { SearchEvent, SearchSnapshot } from './search-events';
import { numberTrials } from './search-events';

/** Returns one line for one event. */
export function describeEvent(event: SearchEvent, limit: number, style: Style): string {
  switch (event.kind) {
    case 'launched':
      return `tuning job ${style.accent(event.tuningJobName)} launched: up to ${String(event.limit)} trials`;
    case 'trial started':
      return `${place(event.number, limit)} started  ${style.faint(settingsOf(event.trial))}`;
    case 'trial ended':
      return describeEnd(event, limit, style);
    case 'ended':
      return `search ${event.status === 'Completed' ? style.good('completed') : style.warn(event.status.toLowerCase())}`;
  }
}

function describeEnd(
  { number, trial, best }: Extract<SearchEvent, { kind: 'trial ended' }>,
  limit: number,
  style: Style,
): string {
  const took =
    trial.startedAtMs === undefined || trial.endedAtMs === undefined
      ? ''
      : formatDuration(trial.endedAtMs - trial.startedAtMs);
  const value =
    trial.objectiveValue === undefined ? 'no metric' : formatNumber(trial.objectiveValue).padEnd(6);
  const result = trial.status === 'Completed' ? value : style.bad(trial.status.toLowerCase());
  const mark = best ? style.good(' ← best so far') : '';
  return `${place(number, limit)} ${best ? style.good(result) : result}  ${took.padStart(6)}  ${style.faint(settingsOf(trial))}${mark}`;
}

/** Returns the state of a search in one line: a bar, counts, the best so far. */
export function describeProgress(snapshot: SearchSnapshot, style: Style): string {
  const ended = snapshot.trials.filter((trial) => trial.endedAtMs !== undefined || trial.status === 'Failed');
  const running = snapshot.trials.length - ended.length;
  const best = selectBestTrainingJob(snapshot.trials, snapshot.objective);
  const number = numberTrials(snapshot.trials).find(
    ({ trial }) => trial.trainingJobName === best?.trainingJobName,
  )?.number;
  const width = 20;
  const full = Math.round((width * ended.length) / Math.max(1, snapshot.limit));
  const bar = style.good('█'.repeat(full)) + style.faint('░'.repeat(Math.max(0, width - full)));
  const bestText =
    best?.objectiveValue === undefined
      ? ''
      : ` · best ${style.strong(formatNumber(best.objectiveValue))} (trial ${String(number)})`;
  return `${bar} ${String(ended.length)}/${String(snapshot.limit)} · ${String(running)} running${bestText}`;
}

function place(number: number, limit: number): string {
  const width = String(limit).length;
  return `trial ${String(number).padStart(width)}/${String(limit)}`;
}

function settingsOf(trial: TrialRecord): string {
  return Object.entries(trial.hyperparameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${formatSetting(value)}`)
    .join(' ');
}
