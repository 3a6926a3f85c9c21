import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunStep } from '../../../../modules/local-cloud/runners/run-steps';
import { RunnerBench } from './runner-bench';
import { describeIsolated } from './rungs';

/** RUN instructions of an image that was packed without a builder. */
describeIsolated('RUN on the isolated rung', (rung) => {
  let bench: RunnerBench;

  beforeEach(() => (bench = new RunnerBench(rung)));
  afterEach(() => bench.remove());

  const step = (command: string, more: Partial<RunStep> = {}): RunStep => ({
    instruction: `RUN ${command}`,
    command: ['/bin/sh', '-c', command],
    environment: {},
    workingDirectory: '/opt/program',
    ...more,
  });

  const image = (train: string, steps: readonly RunStep[], more: Record<string, unknown> = {}) =>
    bench.images.add(
      [
        { name: 'opt/program/train', content: `#!/bin/sh\n${train}\n` },
        { name: 'opt/program/data', content: 'pushed\n', mode: 0o644 },
      ],
      { Labels: { 'io.tuneform.packed.run': JSON.stringify(steps) }, ...more },
    );

  const run = async (digest: string): Promise<number> => (await (await bench.run(digest)).exited).exitCode;

  test('is carried out in order, each in its folder and with its variables', async () => {
    const digest = await image('cat /made/by /etc/marker /marker; pwd', [
      step('mkdir /made && echo "$WHO" > /made/by', { environment: { WHO: 'an ARG' } }),
      step('echo "in $(pwd)" > /etc/marker; cat /made/by > /marker', { workingDirectory: '/srv/other' }),
    ]);
    expect(await run(digest)).toBe(0);
    expect(bench.lines).toEqual(['an ARG', 'in /srv/other', 'an ARG', '/opt/program']);
    expect(['/made', '/etc/marker', '/marker'].filter((path) => existsSync(path))).toEqual([]);
  });

  test('is carried out once, and what containers change is not kept', async () => {
    const digest = await image('cat count; echo changed >> count', [
      step('echo built >> count; echo building'),
    ]);
    expect(await run(digest)).toBe(0);
    expect(await run(digest)).toBe(0);
    expect(bench.lines).toEqual(['built', 'built']);
    expect(bench.reports.filter((line) => line === 'building')).toHaveLength(1);
    // A later local cloud on the same folder has it, too.
    const later = bench.another();
    const reports: string[] = [];
    await later.sweep();
    await later.prepare(digest, (line) => reports.push(line), new AbortController().signal);
    expect(reports).not.toContain('building');
    await later.close();
  });

  test('two jobs at once wait for the same build', async () => {
    const digest = await image('cat count', [step('sleep 0.2; echo built >> count; echo building')]);
    await Promise.all([0, 1].map(() => bench.run(digest).then(({ exited }) => exited)));
    expect(bench.lines).toEqual(['built', 'built']);
    expect(bench.reports.filter((line) => line === 'building')).toHaveLength(1);
  });

  test('leaves the image as pushed', async () => {
    const digest = await image('cat data', [step('echo changed > data')]);
    await run(digest);
    expect(bench.lines).toEqual(['changed']);
    const pushed = join(bench.root, 'runner', 'images', digest.slice('sha256:'.length), 'opt/program/data');
    expect(readFileSync(pushed, 'utf8')).toBe('pushed\n');
  });

  test('can make the program that is started', async () => {
    const program = "printf '#!/bin/sh\\necho made\\n' > /usr/local/bin/made && chmod +x /usr/local/bin/made";
    const digest = await image('exit 9', [step(program)], { Entrypoint: ['made'] });
    expect(await run(digest)).toBe(0);
    expect(bench.lines).toEqual(['made']);
  });

  test('that fails names the instruction, its last words and the way out, and is tried again', async () => {
    const digest = await image('exit 0', [step('true'), step('echo no such package >&2; exit 100')]);
    for (const _ of [1, 2]) {
      await expect(bench.run(digest)).rejects.toMatchObject({
        code: 'IMAGE_RUN_FAILED',
        message: expect.stringMatching(
          /^"RUN echo no such package >&2; exit 100" ended with exit code 100: no such package\. .*buildah, podman or docker/,
        ) as string,
      });
    }
    expect(readdirSync(join(bench.root, 'runner', 'builds'))).toEqual([]);
  });

  test('that needs what only a builder has is not carried out without it', async () => {
    const digest = await image('exit 0', [
      {
        ...step('make all'),
        instruction: 'RUN --mount=type=cache,target=/root --mount=type=secret,id=key make all',
      },
    ]);
    await expect(bench.run(digest)).rejects.toMatchObject({
      code: 'IMAGE_RUN_FAILED',
      message: expect.stringContaining(
        'only an image builder has what --mount=type=secret,id=key asks for',
      ) as string,
    });
  });

  test('with a cache only lacks the cache', async () => {
    const instruction = 'RUN --mount=type=cache,target=/root/.cache --network=default true';
    const digest = await image('echo trained', [{ ...step('true'), instruction }]);
    expect(await run(digest)).toBe(0);
    expect(bench.lines).toEqual(['trained']);
  });

  test('of the requirements is left to the Python environment of the image', async () => {
    const digest = await image('echo trained', [step('pip install --no-cache-dir -r requirements.txt')]);
    expect(await run(digest)).toBe(0);
    expect(bench.reports.join('\n')).not.toContain('RUN');
  });

  test('sees the packages of this machine as installed', async () => {
    const digest = await image('cat /installed', [step('dpkg-query -W -f "\\${Status}" dpkg > /installed')]);
    await run(digest);
    expect(bench.lines).toEqual(existsSync('/var/lib/dpkg/status') ? ['install ok installed'] : []);
  });
});
