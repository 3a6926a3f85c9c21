import { MachineSlots } from '../../../../../modules/local-cloud/jobs/training/machine-slots';

const never = new AbortController().signal;

test('places are given out in the order they were asked for, and each is given back once', async () => {
  const slots = new MachineSlots(1);
  const first = await slots.take(never);
  expect(slots.full).toBe(true);
  const order: string[] = [];
  const second = slots.take(never).then((back) => (order.push('second'), back));
  const third = slots.take(never).then((back) => (order.push('third'), back));
  first();
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(['second', 'third']);
  expect(slots.full).toBe(false);
});

test('a waiter that gives up is passed over', async () => {
  const slots = new MachineSlots(1);
  const first = await slots.take(never);
  const impatient = new AbortController();
  const gone = slots.take(impatient.signal);
  impatient.abort(new Error('stopped'));
  await expect(gone).rejects.toThrow('stopped');
  const patient = slots.take(never);
  first();
  (await patient)();
  expect(slots.full).toBe(false);
});

test('work holds a slot while it lasts, also if it fails, and says first that it waits', async () => {
  const slots = new MachineSlots(1);
  const told: string[] = [];
  const during = (name: string, work: () => Promise<string>): Promise<string> =>
    slots.during(work, { signal: never, waits: () => told.push(`${name} waits`) });
  const first = during('first', () => Promise.reject(new Error('broken')));
  const second = during('second', () => Promise.resolve('done'));
  await expect(first).rejects.toThrow('broken');
  expect(await second).toBe('done');
  expect(told).toEqual(['second waits']);
  expect(slots.full).toBe(false);
});
