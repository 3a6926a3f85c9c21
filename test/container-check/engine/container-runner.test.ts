import { mkdirSync, writeFileSync } from 'node:fs';
import { ContainerRunner } from '../../../modules/local-cloud/runners/container/container-runner';
import { Engine } from '../../../modules/local-cloud/runners/container/engine';
import type { EngineOptions } from '../../../modules/local-cloud/runners/container/engine';
import { RunnerBench } from '../../contract/local-cloud/runners/runner-bench';
import { CONTAINER_RUNG, NAMESPACE_RUNG } from '../../contract/local-cloud/runners/rungs';
import { until } from '../../support/until';

const { containerEngine, noContainerEngine } = globalThis as {
  containerEngine?: EngineOptions;
  noContainerEngine?: string;
};

const TRAIN = { name: 'opt/program/train', content: '#!/bin/sh\necho "process $$"\n' };
const PACKED = { Labels: { 'io.tuneform.packed': 'true' }, Entrypoint: ['/opt/program/train'] };

if (containerEngine === undefined) {
  test('a machine without an engine says what brings one', () =>
    expect(noContainerEngine).toMatch(/apt-get install podman runc catatonit/));
} else {
  const engine = new Engine(containerEngine);
  let bench: RunnerBench;

  afterEach(() => bench.remove());

  test('an image that was packed without its base runs in namespaces, and its log says so', async () => {
    bench = new RunnerBench({
      name: 'container',
      make: (needs) => {
        mkdirSync(needs.directory, { recursive: true });
        return new ContainerRunner({ ...needs, engine, forPacked: NAMESPACE_RUNG.make(needs) });
      },
    });
    const digest = await bench.images.add([TRAIN], PACKED);
    expect(bench.runner.nameFor?.(digest)).toBe('namespaces');
    expect(await (await bench.run(digest)).exited).toEqual({ exitCode: 0 });
    expect(bench.reports[0]).toBe(
      'Local cloud: no engine runs an image without its base, so this one runs in namespaces.',
    );
    expect(bench.lines).toHaveLength(1);
  });

  test('without namespaces such an image fails, and the reason says how to build it', async () => {
    bench = new RunnerBench(CONTAINER_RUNG);
    await expect(bench.run(await bench.images.add([TRAIN], PACKED))).rejects.toMatchObject({
      code: 'IMAGE_WITHOUT_BASE',
      message: expect.stringContaining('Build it with podman') as string,
    });
  });

  test('a layer that is not what the image says is not loaded', async () => {
    bench = new RunnerBench(CONTAINER_RUNG);
    const digest = await bench.images.add([TRAIN]);
    const [, own] = bench.images.manifest(digest).layers;
    writeFileSync(bench.images.blobPath(own!.digest), Buffer.alloc(10_240));
    await expect(bench.run(digest)).rejects.toMatchObject({ code: 'IMAGE_NOT_LOADED' });
  });

  test('an image is loaded once, by the digest of its configuration', async () => {
    bench = new RunnerBench(CONTAINER_RUNG);
    const digest = await bench.images.add([TRAIN]);
    for (const _ of [1, 2]) await (await bench.run(digest)).exited;
    expect(bench.reports).toEqual(['Local cloud: podman loads the image; later jobs reuse it.']);
    const id = bench.images.manifest(digest).config.digest.replace('sha256:', '');
    expect((await engine.run(['image', 'exists', id])).exitCode).toBe(0);
  });

  test('a local cloud sweeps its own containers and no other’s', async () => {
    bench = new RunnerBench(CONTAINER_RUNG);
    const other = new RunnerBench(CONTAINER_RUNG);
    const up = { name: 'opt/program/train', content: '#!/bin/sh\necho up\nexec sleep 300\n' };
    const mine = await bench.run(await bench.images.add([up]));
    const others = await other.run(await other.images.add([up]));
    await until(() => bench.lines.includes('up') && other.lines.includes('up'));
    const successor = bench.another();
    expect(await successor.sweep()).toBe(1);
    expect((await mine.exited).exitCode).toBe(137);
    await successor.close();
    expect(await others.stop(60_000)).toEqual({ exitCode: 143, signal: 'SIGTERM' });
    await other.remove();
    const left = await engine.run(['ps', '--all', '--quiet', '--filter', 'label=io.tuneform.local-cloud']);
    expect(left.stdout).toBe('');
  });
}
