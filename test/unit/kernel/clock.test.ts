import { systemClock } from '../../../modules/kernel';

test.each([0, 20])('sleeps %i ms and wakes', async (ms) => {
  await expect(systemClock.sleep(ms)).resolves.toBeUndefined();
});

test('sleeps longer than a timer of Node can run, until it is woken with the reason', async () => {
  const waking = new AbortController();
  const reason = new Error('enough');
  const slept = systemClock.sleep(30 * 24 * 3600 * 1000, waking.signal).then(
    () => 'woke by itself',
    (thrown: unknown) => thrown,
  );
  expect(await Promise.race([slept, systemClock.sleep(50)])).toBeUndefined();
  waking.abort(reason);
  expect(await slept).toBe(reason);
});

test('does not fall asleep when it is woken before', async () => {
  const reason = new Error('never mind');
  await expect(systemClock.sleep(10, AbortSignal.abort(reason))).rejects.toBe(reason);
});
