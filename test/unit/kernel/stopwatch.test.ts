import { startStopwatch, systemClock } from '../../../modules/kernel';
import { ManualClock } from '../../support/manual-clock';

test('a stopwatch does not see that the time of day is set', () => {
  let day = 0;
  let passed = 0;
  const clock = { ...systemClock, now: () => day, monotonic: () => passed };
  const elapsed = startStopwatch(clock);
  passed = 5;
  day = 7e12;
  expect(elapsed()).toBe(5);
  day = -7e12;
  passed = 6;
  expect(elapsed()).toBe(6);
});

test('a clock that knows only one time is read for it, and never runs backwards', async () => {
  const clock = new ManualClock(1_000);
  const elapsed = startStopwatch(clock);
  await clock.advance(40);
  expect(elapsed()).toBe(40);
  const back = startStopwatch({ ...systemClock, monotonic: () => -1 });
  expect(back()).toBe(0);
});
