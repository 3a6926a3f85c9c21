import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../../../modules/kernel';
import type { Clock } from '../../../../../modules/kernel';
import type { ObjectStorage } from '../../../../../modules/local-cloud/ports/ports';
import { ProcessRunner } from '../../../../../modules/local-cloud/runners/process/process-runner';
import { ModelServer } from '../../../../../modules/local-cloud/jobs/hosting/model-server';
import { JobLog } from '../../../../../modules/local-cloud/jobs/job-log';
import { TestImages } from '../../../../support/pack-test-image';
import { until } from '../../../../support/until';

const PATIENCE_MS = 100_000;

/** Time passes only while a caller sleeps, and then quickly; only time-outs are real. */
class SleepersClock implements Clock {
  readonly naps: number[] = [];
  time = 0;

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms === PATIENCE_MS) return systemClock.sleep(ms, signal);
    this.naps.push(ms);
    await systemClock.sleep(Math.min(ms, 20), signal);
    this.time += ms;
  }

  /** The pauses before the server was started again; between two pings it is a tenth of a second. */
  pauses(): number[] {
    return this.naps.filter((ms) => ms !== 100);
  }
}

let root: string;
let images: TestImages;
let runner: ProcessRunner;
let clock: SleepersClock;
let graces: number[];
let server: ModelServer;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-server-'));
  images = new TestImages(join(root, 'blobs'));
  runner = new ProcessRunner({ clock: systemClock, images, directory: join(root, 'runner') });
  clock = new SleepersClock();
  graces = [];
  const start = runner.start.bind(runner);
  jest.spyOn(runner, 'start').mockImplementation(async (image, request) => {
    const container = await start(image, request);
    const stop = (graceMs: number) => {
      graces.push(graceMs);
      return container.stop(graceMs);
    };
    return { ...container, stop };
  });
});

afterEach(async () => {
  await server.stop(0);
  await runner.close();
  rmSync(root, { recursive: true, force: true });
});

/** Starts a server whose answer to a request for `url` is made by the given statements. */
async function serve(statements: string): Promise<void> {
  const content = `#!${process.execPath}
require('http').createServer(({ url }, answer) => { ${statements} })
  .listen(process.env.SAGEMAKER_BIND_TO_PORT, '127.0.0.1');
`;
  const imageDigest = await images.add([{ name: 'opt/program/serve', content, mode: 0o755 }]);
  server = new ModelServer({
    id: 's',
    variant: {
      name: 'v',
      image: 'i',
      imageDigest,
      environment: {},
      instanceType: 'ml.m5.large',
      instanceCount: 1,
      weight: 1,
      startupTimeoutMs: 1_000_000,
    },
    directory: join(root, 'server'),
    environment: {},
    reaches: [],
    runner: () => Promise.resolve(runner),
    objects: {} as ObjectStorage,
    log: new JobLog(
      { logs: { append: () => undefined }, clock: systemClock, logger: silentLogger, directory: '/cloud' },
      { group: 'g', stream: 's' },
    ),
    clock,
  });
  await server.start();
}

const ping = () => server.call({ method: 'GET', path: '/ping', timeoutMs: 60_000 }, PATIENCE_MS);
const invoke = () => server.call({ method: 'POST', path: '/invocations', timeoutMs: 60_000 }, PATIENCE_MS);

const DIES_WHEN_INVOKED = "if (url === '/ping') answer.end(); else process.exit(1);";

test('a server that dies soon after it answered is started again ever more patiently', async () => {
  await serve('answer.end(() => process.exit(1));');
  await until(() => clock.pauses().length >= 4);
  expect(clock.pauses().slice(0, 4)).toEqual([0, 1_000, 2_000, 4_000]);
});

test('a server that had been well is started again at once', async () => {
  await serve(DIES_WHEN_INVOKED);
  for (const [deaths, livedMs] of [0, 59_999, 60_000, 0].entries()) {
    await ping();
    clock.time += livedMs;
    await expect(invoke()).rejects.toThrow();
    await until(() => clock.pauses().length > deaths);
  }
  expect(clock.pauses()).toEqual([0, 1_000, 0, 1_000]);
});

test('a server that answers nothing is told to end after the grace, and has a second to do so', async () => {
  await serve("if (url === '/ping') answer.end();");
  const unanswered = expect(invoke()).rejects.toThrow();
  await server.stop(5_000);
  await unanswered;
  expect(graces).toEqual([1_000]);
});

test('an idle server is told to end at once, and has the whole grace period to do so', async () => {
  await serve("if (url === '/ping') answer.end();");
  await server.stop(5_000);
  expect(graces).toEqual([5_000]);
});
