import { describeEvent, describeProgress } from '../../../../modules/demo/output/describe-search';
import type { SearchSnapshot } from '../../../../modules/demo/output/search-events';
import { searchEvents } from '../../../../modules/demo/output/search-events';
import { noStyle } from '../../../../modules/cli/terminal/style';
import type { TrialRecord } from '../../../../modules/tuning';

const trial = (number: number, given: Partial<TrialRecord> = {}): TrialRecord => ({
  trainingJobName: `digits-${String(number)}`,
  trainingJobArn: 'arn',
  tuningJobName: 'digits',
  status: 'InProgress',
  objectiveStatus: 'Pending',
  hyperparameters: { learning_rate: '0.123456789' },
  createdAtMs: number * 1000,
  startedAtMs: number * 1000,
  ...given,
});

const completed = (number: number, objectiveValue: number, endedAtMs: number): TrialRecord =>
  trial(number, { status: 'Completed', objectiveStatus: 'Succeeded', objectiveValue, endedAtMs });

const look = (trials: readonly TrialRecord[], given: Partial<SearchSnapshot> = {}): SearchSnapshot => ({
  tuningJobName: 'digits-abc',
  status: 'InProgress',
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  limit: 20,
  trials,
  ...given,
});

const told = (previous: SearchSnapshot | undefined, next: SearchSnapshot): readonly string[] =>
  searchEvents(previous, next).map((event) => describeEvent(event, next.limit, noStyle).trim());

describe('searchEvents', () => {
  it('tells of the launch and of trials as they start', () => {
    expect(told(undefined, look([trial(1), trial(2)]))).toEqual([
      'tuning job digits-abc launched: up to 20 trials',
      'trial  1/20 started  learning_rate=0.1235',
      'trial  2/20 started  learning_rate=0.1235',
    ]);
  });

  it('says nothing when nothing happened', () => {
    expect(searchEvents(look([trial(1)]), look([trial(1)]))).toEqual([]);
  });

  it('tells ends in the order in which they happened and marks each that was the best by then', () => {
    const next = look([completed(1, 0.9, 9000), completed(2, 0.8, 5000), completed(3, 0.85, 12_000)]);
    const ends = searchEvents(look([trial(1), trial(2), trial(3)]), next).map((event) =>
      event.kind === 'trial ended' ? [event.number, event.best] : event.kind,
    );
    expect(ends).toEqual([
      [2, true],
      [1, true],
      [3, false],
    ]);
  });

  it('tells an end before the start it made room for', () => {
    const next = look([completed(1, 0.9, 2000), trial(2)]);
    expect(searchEvents(look([trial(1)]), next).map((event) => event.kind)).toEqual([
      'trial ended',
      'trial started',
    ]);
  });

  it('tells of a trial that started and ended between two looks by its end alone', () => {
    expect(told(look([]), look([completed(1, 0.97, 3500)]))).toEqual([
      'trial  1/20 0.97     2.5 s  learning_rate=0.1235 ← best so far',
    ]);
  });

  it('never calls a failed trial the best', () => {
    const failed = trial(1, { status: 'Failed', objectiveStatus: 'Failed', endedAtMs: 2000 });
    expect(told(look([trial(1)]), look([failed]))).toEqual([
      'trial  1/20 failed   1.0 s  learning_rate=0.1235',
    ]);
  });

  it('begins anew when a new generation takes over', () => {
    const before = look([completed(1, 0.9, 9000)], { status: 'Completed' });
    const after = look([trial(1)], { tuningJobName: 'digits-def' });
    expect(searchEvents(before, after).map((event) => event.kind)).toEqual(['launched', 'trial started']);
  });

  it('tells the end of the search once', () => {
    const over = look([], { status: 'Stopped' });
    expect(told(look([]), over)).toEqual(['search stopped']);
    expect(searchEvents(over, over)).toEqual([]);
  });
});

describe('describeProgress', () => {
  it('counts, and names the best with its number', () => {
    const snapshot = look([completed(1, 0.9, 9000), completed(2, 0.95, 5000), trial(3)], { limit: 4 });
    expect(describeProgress(snapshot, noStyle)).toBe(
      '██████████░░░░░░░░░░ 2/4 · 1 running · best 0.95 (trial 2)',
    );
  });
});
