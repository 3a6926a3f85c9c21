import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, stillRuns } from '../../../../modules/machine';
import type { TestImages } from '../../../support/pack-test-image';
import { until } from '../../../support/until';
import { RunnerBench } from './runner-bench';

let bench: RunnerBench;
let root: string;
let images: TestImages;
let lines: string[];

beforeEach(() => {
  bench = new RunnerBench();
  ({ root, images, lines } = bench);
});

afterEach(() => bench.remove());

const run: RunnerBench['run'] = (digest, request) => bench.run(digest, request);

const script = (body: string) => [
  { name: 'opt/program/train', content: `#!/bin/sh\n${body}\n`, mode: 0o755 },
];

test('runs the train program of the image with the environment of the image and of the job', async () => {
  const digest = await images.add(
    script('echo "$COLOUR $SIZE $SAGEMAKER_BASE_DIR $0"; echo oops >&2; exit 3'),
    {
      Env: ['COLOUR=red', 'SIZE=small', 'PATH=/nowhere:/opt/program'],
    },
  );
  const container = await run(digest, { environment: { SIZE: 'large' } });
  expect(await container.exited).toEqual({ exitCode: 3 });
  expect(lines).toHaveLength(2);
  expect(lines.sort()[1]).toMatch(/^red large .*ml-\d+ .*train$/);
});

test('keeps the host credentials out of the container', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'host-secret';
  try {
    const container = await run(await images.add(script('env')));
    await container.exited;
  } finally {
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  }
  expect(lines.join('\n')).not.toContain('host-secret');
});

test('gives every container a working folder of its own', async () => {
  const digest = await images.add(script('cat note 2>/dev/null; echo seen > note'));
  await (
    await run(digest)
  ).exited;
  await (
    await run(digest)
  ).exited;
  expect(lines).toEqual([]);
});

test('reports a program that is not there as the reason of the exit', async () => {
  const container = await run(await images.add([{ name: 'opt/program/readme', content: '' }]));
  const exit = await container.exited;
  expect(exit.exitCode).toBe(127);
  expect(exit.startError).toContain('train');
});

test('lets a program that catches SIGTERM finish within its grace', async () => {
  const digest = await images.add(
    script(`trap 'echo saving; exit 0' TERM; echo ready; while :; do sleep 0.05; done`),
  );
  const container = await run(digest);
  await until(() => lines.includes('ready'));
  expect(await container.stop(5_000)).toEqual({ exitCode: 0 });
  expect(lines).toContain('saving');
});

test('kills a program that ignores SIGTERM, and all it started', async () => {
  const digest = await images.add(script(`trap '' TERM; (trap '' TERM; sleep 300) & echo "child $!"; wait`));
  const container = await run(digest);
  await until(() => lines.length > 0);
  const child = Number(/\d+/.exec(lines[0]!)![0]);
  const identity = identify(child)!;
  expect(await container.stop(100)).toEqual({ exitCode: 137, signal: 'SIGKILL' });
  await until(() => !stillRuns(identity));
});

test('ends background processes with the program that started them', async () => {
  const container = await run(await images.add(script('sleep 300 & echo $!')));
  expect((await container.exited).exitCode).toBe(0);
  // It was told when its parent ended; it needs a moment to be gone.
  await until(() => identify(Number(lines[0])) === undefined);
});

test('sweeps processes that an earlier local cloud left behind', async () => {
  const container = await run(await images.add(script('echo up; exec sleep 300')));
  await until(() => lines.includes('up'));
  const successor = bench.another();
  expect(await successor.sweep()).toBe(1);
  expect((await container.exited).signal).toBe('SIGKILL');
  expect(await successor.sweep()).toBe(0);
});

test('runs a Python program under the host Python though its image names another path', async () => {
  const digest = await images.add([
    {
      name: 'opt/program/train',
      content: '#!/usr/local/bin/python3\nimport settings; print(settings.NAME)\n',
    },
    { name: 'opt/program/settings.py', content: 'NAME = "from the image"\n' },
  ]);
  expect((await (await run(digest)).exited).exitCode).toBe(0);
  expect(lines).toEqual(['from the image']);
});

test('translates paths into the image in an entry point', async () => {
  const digest = await images.add(
    [{ name: 'opt/program/main.py', content: 'import sys; print(sys.argv[1])\n' }],
    {
      Entrypoint: ['python3', '/opt/program/main.py'],
    },
  );
  expect((await (await run(digest)).exited).exitCode).toBe(0);
  expect(lines).toEqual(['train']);
});

test.each(['', '/', '/not/in/the/image'])(
  'runs an image whose working directory is %j in an empty folder, with the files of the image in reach',
  async (WorkingDir) => {
    const digest = await images.add(script('pwd; ls -A | grep -v -e home -e tmp; echo > note'), {
      WorkingDir,
      Entrypoint: ['/opt/program/train'],
    });
    for (const _ of [1, 2]) {
      lines.length = 0;
      expect(await (await run(digest)).exited).toEqual({ exitCode: 0 });
      expect(lines).toEqual([bench.scratch]);
    }
  },
);

test('unpacks an image once and leaves its folder as pushed', async () => {
  const digest = await images.add(script('echo changed > train'));
  await (
    await run(digest)
  ).exited;
  const unpacked = join(root, 'runner', 'images', digest.slice('sha256:'.length));
  expect(existsSync(unpacked)).toBe(true);
  expect(readFileSync(join(unpacked, 'opt/program/train'), 'utf8')).toContain('echo changed');
});

test('RUN instructions that a plain process lacks are told, but not that of the requirements', async () => {
  const step = (command: string) => ({ instruction: `RUN ${command}`, command: ['/bin/sh', '-c', command] });
  const steps = ['apt-get install -y r-base', 'pip install  -r requirements.txt'].map(step);
  const digest = await images.add(script('exit 0'), {
    Labels: { 'io.tuneform.packed.run': JSON.stringify(steps) },
  });
  await (
    await run(digest)
  ).exited;
  expect(bench.reports).toEqual([
    'Local cloud: plain processes are started without RUN apt-get install -y r-base. The runner "namespaces" carries it out: tuneform local start --runner namespaces.',
  ]);
});
