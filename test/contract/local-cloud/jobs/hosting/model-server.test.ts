import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../../../modules/kernel';
import type { ObjectStorage } from '../../../../../modules/local-cloud/ports/ports';
import { ProcessRunner } from '../../../../../modules/local-cloud/runners/process/process-runner';
import { VariantChooser } from '../../../../../modules/local-cloud/jobs/hosting/choose-variant';
import type { DeployedVariant } from '../../../../../modules/local-cloud/jobs/hosting/endpoint-record';
import { ModelServer } from '../../../../../modules/local-cloud/jobs/hosting/model-server';
import { JobLog } from '../../../../../modules/local-cloud/jobs/job-log';
import { TestImages } from '../../../../support/pack-test-image';

const variant = (extra: Partial<DeployedVariant>): DeployedVariant => ({
  name: 'AllTraffic',
  image: 'i',
  imageDigest: '',
  environment: {},
  instanceType: 'ml.m5.large',
  instanceCount: 1,
  weight: 1,
  startupTimeoutMs: 300,
  ...extra,
});

test('a server that answers no ping in time is ended and the reason names its last words', async () => {
  const root = mkdtempSync(join(tmpdir(), 'tuneform-server-'));
  const images = new TestImages(join(root, 'blobs'));
  const serve = { name: 'opt/program/serve', content: '#!/bin/sh\necho still loading\nexec sleep 300\n' };
  const imageDigest = await images.add([serve]);
  const runner = new ProcessRunner({ clock: systemClock, images, directory: join(root, 'runner') });
  const server = new ModelServer({
    id: 's',
    variant: variant({ imageDigest }),
    directory: join(root, 'server'),
    environment: {},
    reaches: [],
    runner: () => Promise.resolve(runner),
    objects: {} as ObjectStorage,
    log: new JobLog(
      { logs: { append: () => undefined }, clock: systemClock, logger: silentLogger, directory: '/cloud' },
      { group: 'g', stream: 's' },
    ),
    clock: systemClock,
  });
  await expect(server.start()).rejects.toMatchObject({
    code: 'MODEL_SERVER_UNHEALTHY',
    message: expect.stringMatching(
      /AllTraffic did not pass the ping health check.*no answer within 0.3 s: still loading. .*SAGEMAKER_BIND_TO_PORT/,
    ),
  });
  expect(await runner.sweep()).toBe(0);
  const request = { method: 'POST', path: '/invocations', timeoutMs: 10 } as const;
  await expect(server.call(request, 10)).rejects.toThrow('did not pass');
  await runner.close();
  rmSync(root, { recursive: true, force: true });
});

const serving = (address: string): string => `#!/usr/bin/env python3
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("${address}", int(os.environ["SAGEMAKER_BIND_TO_PORT"])), Handler).serve_forever()
`;

test.each([
  { address: '0.0.0.0', told: 1 },
  { address: '127.0.0.1', told: 0 },
])(
  'the log of a server that binds $address says $told times that others can reach it',
  async ({ address, told }) => {
    const root = mkdtempSync(join(tmpdir(), 'tuneform-server-'));
    const images = new TestImages(join(root, 'blobs'));
    const imageDigest = await images.add([{ name: 'opt/program/serve', content: serving(address) }]);
    const runner = new ProcessRunner({ clock: systemClock, images, directory: join(root, 'runner') });
    const lines: string[] = [];
    const log = new JobLog(
      {
        logs: {
          append: (_group, _stream, events) => void lines.push(...events.map(({ message }) => message)),
        },
        clock: systemClock,
        logger: silentLogger,
        directory: '/cloud',
      },
      { group: 'g', stream: 's' },
    );
    const server = new ModelServer({
      id: 's',
      variant: variant({ imageDigest, startupTimeoutMs: 60_000 }),
      directory: join(root, 'server'),
      environment: {},
      reaches: [],
      runner: () => Promise.resolve(runner),
      objects: {} as ObjectStorage,
      log,
      clock: systemClock,
    });
    await server.start();
    await server.stop(1_000);
    expect(lines.filter((line) => line.includes('other machines can reach it'))).toHaveLength(told);
    await runner.close();
    rmSync(root, { recursive: true, force: true });
  },
);

test.each([
  { weights: [3, 1], calls: 8, counts: [6, 2] },
  { weights: [1, 0], calls: 4, counts: [4, 0] },
  { weights: [0.5, 0.5], calls: 4, counts: [2, 2] },
])('weights $weights share $calls calls as $counts', ({ weights, calls, counts }) => {
  const chooser = new VariantChooser();
  const variants = weights.map((weight, at) => variant({ name: `v${String(at)}`, weight }));
  const chosen = Array.from({ length: calls }, () => chooser.next(variants)?.name);
  expect(variants.map(({ name }) => chosen.filter((one) => one === name).length)).toEqual(counts);
});

test('without any weight no variant is chosen', () => {
  expect(new VariantChooser().next([variant({ weight: 0 })])).toBeUndefined();
});
