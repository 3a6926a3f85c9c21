import type { ContainerRequest, RunningContainer } from '../../../../modules/local-cloud/runners/runner';
import { RunnerBench } from './runner-bench';
import { RUNGS } from './rungs';

const MIB = 2 ** 20;
const python = (body: string): string => `#!/usr/bin/env -S python3 -IS\n${body}\n`;
/** A page of zeros that was never written to occupies nothing. */
const OCCUPY = 'kept = b"x" * (200 << 20)';

describe.each(RUNGS)('the memory of a container on the rung $name', (rung) => {
  let bench: RunnerBench;

  beforeEach(() => (bench = new RunnerBench(rung)));
  afterEach(() => bench.remove());

  async function run(content: string, request: Partial<ContainerRequest> = {}): Promise<RunningContainer> {
    const digest = await bench.images.add([{ name: 'opt/program/train', content }]);
    return bench.run(digest, request);
  }

  test('more than it may have kills it', async () => {
    const container = await run(python(`${OCCUPY}\nimport time; time.sleep(300)`), {
      memoryBytes: 100 * MIB,
    });
    expect(await container.exited).toEqual({ exitCode: 137, signal: 'SIGKILL', outOfMemory: true });
  });

  test('what its processes occupy together counts, wherever they are', async () => {
    const program =
      '#!/bin/sh\nsetsid python3 -ISc \'kept = b"x" * (200 << 20); import time; time.sleep(300)\' &\nwait\n';
    const container = await run(program, { memoryBytes: 100 * MIB });
    expect(await container.exited).toMatchObject({ outOfMemory: true });
  });

  test('pages that workers share count once', async () => {
    const forks = python(`import os, time
kept = b"x" * (100 << 20)
workers = []
for _ in range(3):
    worker = os.fork()
    if worker == 0:
        time.sleep(1.5)
        os._exit(0)
    workers.append(worker)
for worker in workers: os.waitpid(worker, 0)
print("together")`);
    const container = await run(forks, { memoryBytes: 250 * MIB });
    expect(await container.exited).toEqual({ exitCode: 0 });
    expect(bench.lines).toEqual(['together']);
  });

  test('the kernel ends it before the local cloud, if this machine has no more', async () => {
    // What it starts inherits the preference once it is there.
    const program = '#!/bin/sh\nuntil [ "$(cat /proc/self/oom_score_adj)" = 500 ]; do sleep 0.05; done\n';
    expect(await (await run(program)).exited).toEqual({ exitCode: 0 });
  });
});
