import { watchHost } from '../../../../modules/plugin/process/watch-host';
import { ManualClock } from '../../../support/manual-clock';

const patience = { connectMs: 60_000, reconnectMs: 10_000 };

let clock: ManualClock;
let left: boolean;
let tell: (open: number) => void;

beforeEach(() => {
  clock = new ManualClock();
  left = false;
  const connections = { onConnections: (listener: (open: number) => void) => void (tell = listener) };
  watchHost(connections, { patience, clock }, () => (left = true));
});

test('a provider leaves when no host has connected in time', async () => {
  await clock.advance(59_999);
  expect(left).toBe(false);
  await clock.advance(1);
  expect(left).toBe(true);
});

test('it stays for as long as a host is connected, however long', async () => {
  await clock.advance(59_999);
  tell(1);
  await clock.advance(30 * 24 * 3_600_000);
  expect(left).toBe(false);
});

test('it stays while one of several connections is open', async () => {
  tell(1);
  tell(2);
  tell(1);
  await clock.advance(3_600_000);
  expect(left).toBe(false);
});

test('it leaves some seconds after the last connection has been closed', async () => {
  tell(1);
  await clock.advance(3_600_000);
  tell(0);
  await clock.advance(9_999);
  expect(left).toBe(false);
  await clock.advance(1);
  expect(left).toBe(true);
});

test('a host that comes back in time is served on, and may go again', async () => {
  tell(1);
  tell(0);
  await clock.advance(9_000);
  tell(1);
  await clock.advance(3_600_000);
  expect(left).toBe(false);
  tell(0);
  await clock.advance(10_000);
  expect(left).toBe(true);
});
