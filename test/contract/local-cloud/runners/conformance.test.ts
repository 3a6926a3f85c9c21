import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { identify, stillRuns } from '../../../../modules/machine';
import type { ContainerRequest, RunningContainer } from '../../../../modules/local-cloud/runners/runner';
import type { TestFile } from '../../../support/pack-test-image';
import { until } from '../../../support/until';
import { RunnerBench } from './runner-bench';
import { RUNGS } from './rungs';

/** What a container is, whatever runs it. Every rung that this machine has passes all of it. */
describe.each(RUNGS)('a container on the rung $name', (rung) => {
  let bench: RunnerBench;
  let lines: string[];

  beforeEach(() => {
    bench = new RunnerBench(rung);
    ({ lines } = bench);
  });

  afterEach(() => bench.remove());

  const script = (body: string): TestFile => ({ name: 'opt/program/train', content: `#!/bin/sh\n${body}\n` });

  async function start(
    body: string,
    request: Partial<ContainerRequest> = {},
    config: { readonly Env?: readonly string[] } = {},
  ): Promise<RunningContainer> {
    return bench.run(await bench.images.add([script(body)], config), request);
  }

  const said = (line: string): Promise<void> =>
    until(() => lines.includes(line), { seen: () => lines.join('\n') });

  describe('how it ends', () => {
    test.each([
      { what: 'by itself', body: 'exit 0', ends: { exitCode: 0 } },
      { what: 'with an exit code', body: 'exit 3', ends: { exitCode: 3 } },
      { what: 'killed, as without memory', body: 'kill -9 $$', ends: { exitCode: 137, signal: 'SIGKILL' } },
      { what: 'crashed', body: 'kill -SEGV $$', ends: { exitCode: 139, signal: 'SIGSEGV' } },
      { what: 'interrupted', body: 'kill -INT $$', ends: { exitCode: 130, signal: 'SIGINT' } },
    ])('$what', async ({ body, ends }) => {
      expect(await (await start(body)).exited).toEqual(ends);
    });

    test('without a handler, SIGTERM ends it at once', async () => {
      const container = await start('echo up; exec sleep 300');
      await said('up');
      expect(await container.stop(60_000)).toEqual({ exitCode: 143, signal: 'SIGTERM' });
    });

    test('with a handler, it has its grace', async () => {
      const container = await start(
        `trap 'echo saving; sleep 0.2; echo saved; exit 0' TERM; echo up; while :; do sleep 0.05; done`,
      );
      await said('up');
      expect(await container.stop(60_000)).toEqual({ exitCode: 0 });
      // A shell may mention that its `sleep` ended, too.
      expect(lines.filter((line) => line !== 'Terminated')).toEqual(['up', 'saving', 'saved']);
    });

    test('after its grace it is killed, with all that it started', async () => {
      const container = await start(
        `trap '' TERM; (trap '' TERM; exec sleep 300.25) & echo up; wait; sleep 300`,
      );
      await said('up');
      expect(await container.stop(100)).toEqual({ exitCode: 137, signal: 'SIGKILL' });
      await until(() => !runsAnywhere('300.25'));
    });

    test('without a grace it gets no SIGTERM', async () => {
      const container = await start(`trap 'echo saving' TERM; echo up; while :; do sleep 0.05; done`);
      await said('up');
      expect((await container.stop(0)).exitCode).toBe(137);
      expect(lines).toEqual(['up']);
    });

    test('a second, shorter grace hurries it', async () => {
      const container = await start(`trap '' TERM; echo up; while :; do sleep 0.05; done`);
      await said('up');
      const first = container.stop(600_000);
      await container.stop(50);
      expect((await first).signal).toBe('SIGKILL');
    });

    test('what it left in the background ends with it', async () => {
      expect((await (await start('sleep 300.5 & exit 4')).exited).exitCode).toBe(4);
      await until(() => !runsAnywhere('300.5'));
    });

    test('a process that left its group ends with it', async () => {
      const container = await start('setsid sleep 300.125 & sleep 0.1; echo end');
      expect(await container.exited).toEqual({ exitCode: 0 });
      await until(() => !runsAnywhere('300.125'));
      expect(lines).toEqual(['end']);
    });

    test('a process that left its group ends when the container is stopped', async () => {
      const container = await start(
        'setsid sh -c "sleep 300.375; true" & sleep 0.1; echo up; exec sleep 300',
      );
      await said('up');
      expect(await container.stop(60_000)).toEqual({ exitCode: 143, signal: 'SIGTERM' });
      await until(() => !runsAnywhere('300.375'));
    });

    test('a start that fails is an exit', async () => {
      const exit = await (await start('exit 0', { command: ['trian'] })).exited;
      expect(exit).toMatchObject({ exitCode: 127, startError: expect.stringContaining('"trian"') as string });
    });

    test('the next local cloud ends what a killed one left', async () => {
      const container = await start('echo up; exec sleep 300.75');
      await said('up');
      const successor = bench.another();
      expect(await successor.sweep()).toBe(1);
      expect((await container.exited).exitCode).toBe(137);
      await until(() => !runsAnywhere('300.75'));
      expect(await successor.sweep()).toBe(0);
      await successor.close();
    });
  });

  describe('what it says', () => {
    test('both streams, line by line, to the last without a line break', async () => {
      await (
        await start(`echo out; echo err >&2; printf 'a\\r\\nb\\rc\\nlast'`)
      ).exited;
      expect([...lines].sort()).toEqual(['a', 'b', 'c', 'err', 'last', 'out']);
    });

    test('all of much output, before its exit is told', async () => {
      await (
        await start('i=0; while [ $i -lt 3000 ]; do echo "line $i"; i=$((i+1)); done')
      ).exited;
      expect(lines).toHaveLength(3000);
      expect(lines.at(-1)).toBe('line 2999');
    });

    test('a line as soon as it is printed', async () => {
      const container = await start('echo first; while [ ! -e "$ML/go" ]; do sleep 0.02; done; echo second', {
        environment: { ML: bench.seenNext },
      });
      await said('first');
      expect(lines).toEqual(['first']);
      writeFileSync(join(bench.ml, 'go'), '');
      await container.exited;
      expect(lines).toEqual(['first', 'second']);
    });
  });

  describe('what it gets', () => {
    test('the variables of its image and of its job, and the job’s win', async () => {
      const environment = {
        SIZE: 'large',
        QUOTES: `it's "$HOME"`,
        EMPTY: '',
        LINES: 'a\nb',
      };
      const body = `echo "$COLOUR $SIZE [$EMPTY]"; echo "$QUOTES"; echo "$LINES"`;
      await (
        await start(body, { environment }, { Env: ['COLOUR=red', 'SIZE=small'] })
      ).exited;
      expect(lines).toEqual(['red large []', `it's "$HOME"`, 'a', 'b']);
    });

    test('a variable that no shell can name', async () => {
      const train = '#!/usr/bin/env python3\nimport os; print(os.environ["a.b-c"])\n';
      const digest = await bench.images.add([{ name: 'opt/program/train', content: train }]);
      await (
        await bench.run(digest, { environment: { 'a.b-c': 'odd name' } })
      ).exited;
      expect(lines).toEqual(['odd name']);
    });

    test('no variable of this machine', async () => {
      process.env['AWS_SECRET_ACCESS_KEY'] = 'of-the-host';
      process.env['MINE'] = 'of-the-host';
      try {
        await (
          await start('env')
        ).exited;
      } finally {
        delete process.env['AWS_SECRET_ACCESS_KEY'];
        delete process.env['MINE'];
      }
      expect(lines.join('\n')).toContain('LANG=C.UTF-8');
      expect(lines.join('\n')).not.toContain('of-the-host');
    });

    test('a home and a folder for temporary files of its own', async () => {
      const digest = await bench.images.add([
        script(
          'cat "$HOME/note" "$TMPDIR/note" 2>/dev/null; echo kept > "$HOME/note"; echo kept > "$TMPDIR/note"',
        ),
      ]);
      for (const _ of [1, 2]) expect(await (await bench.run(digest)).exited).toEqual({ exitCode: 0 });
      expect(lines).toEqual([]);
    });

    test('its working folder, to change as it likes, and the image stays as pushed', async () => {
      const digest = await bench.images.add([
        script('cat data; echo changed > data; rm other; ls | tr "\\n" " "; echo'),
        { name: 'opt/program/data', content: 'pushed\n', mode: 0o644 },
        { name: 'opt/program/other', content: '' },
      ]);
      for (const _ of [1, 2]) await (await bench.run(digest)).exited;
      expect(lines).toEqual(['pushed', 'data train ', 'pushed', 'data train ']);
    });

    test('/opt/ml, whose content both sides see', async () => {
      const digest = await bench.images.add([
        script(`cd ${bench.seenNext} && cat input/config/hyperparameters.json && echo model > model/weights`),
      ]);
      const config = join(bench.nextMl, 'input', 'config');
      mkdirSync(config, { recursive: true });
      mkdirSync(join(bench.nextMl, 'model'));
      writeFileSync(join(config, 'hyperparameters.json'), '{"depth": "3"}\n');
      expect(await (await bench.run(digest)).exited).toEqual({ exitCode: 0 });
      expect(lines).toEqual(['{"depth": "3"}']);
      const weights = join(bench.ml, 'model', 'weights');
      expect(readFileSync(weights, 'utf8')).toBe('model\n');
      // As on AWS, whatever this process's own mask is.
      expect((statSync(weights).mode & 0o777).toString(8)).toBe('644');
    });

    test('no input to wait for', async () => {
      expect(await (await start('cat; echo end')).exited).toEqual({ exitCode: 0 });
      expect(lines).toEqual(['end']);
    });

    test('the local cloud within reach, as S3 is', async () => {
      const server = createServer((_, answer) => answer.end('from s3')).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${String(port)}`;
      await (
        await start(
          `python3 -c 'import urllib.request; print(urllib.request.urlopen("${url}").read().decode())'`,
        )
      ).exited;
      server.close();
      expect(lines).toEqual(['from s3']);
    });

    test('the Python of its image, at the path of its image', async () => {
      const digest = await bench.images.add([
        {
          name: 'opt/program/train',
          content: '#!/usr/local/bin/python3 -B\nimport settings; print(settings.NAME)\n',
        },
        { name: 'opt/program/settings.py', content: 'NAME = "from the image"\n' },
      ]);
      expect(await (await bench.run(digest)).exited).toEqual({ exitCode: 0 });
      expect(lines).toEqual(['from the image']);
    });
  });

  test('two at once do not meet', async () => {
    const digest = await bench.images.add([
      script('echo "$NAME" > note; echo "$NAME" > "$TMPDIR/note"; sleep 0.1; cat note "$TMPDIR/note"'),
    ]);
    const both = await Promise.all(['a', 'b'].map((NAME) => bench.run(digest, { environment: { NAME } })));
    await Promise.all(both.map(({ exited }) => exited));
    expect([...lines].sort()).toEqual(['a', 'a', 'b', 'b']);
  });
});

/** Whether any process of this machine, in whatever namespace, has this word in its command line. */
function runsAnywhere(word: string): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    const identity = identify(Number(pid));
    if (identity === undefined || !stillRuns(identity)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(word);
    } catch {
      return false;
    }
  });
}
