import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { ContainerExit, ContainerRequest } from '../../../../modules/local-cloud/runners/runner';
import { carriesTrainingToolkit } from '../../../../modules/local-cloud/runners/process/training-toolkit';
import type { TestFile } from '../../../support/pack-test-image';
import { RunnerBench } from './runner-bench';

let bench: RunnerBench;
let root: string;
let lines: string[];

beforeEach(() => {
  bench = new RunnerBench();
  ({ root, lines } = bench);
});

afterEach(() => bench.remove());

/** Runs an image of these files in `/opt/program` to its end. */
async function run(
  files: readonly TestFile[],
  config: Record<string, unknown> = {},
  request: Partial<ContainerRequest> = {},
): Promise<ContainerExit> {
  const digest = await bench.images.add(
    files.map((file) => ({ ...file, name: posix.join('opt/program', file.name) })),
    config,
  );
  return (await bench.run(digest, request)).exited;
}

const train = (content: string, mode = 0o755): readonly TestFile[] => [{ name: 'train', content, mode }];

test('a program of the working folder that PATH does not name is not found by its bare name', async () => {
  const exit = await run(train('#!/bin/sh\necho started\n'), { Env: ['PATH=/usr/bin:/bin'] });
  expect(exit).toEqual({
    exitCode: 127,
    startError:
      'exec: "train": executable file not found in $PATH. The image has /opt/program/train, but its PATH does not ' +
      'name that folder: add ENV PATH="/opt/program:$PATH" to the Dockerfile.',
  });
  expect(lines).toEqual([]);
});

test('a program is found by its bare name wherever PATH of the image names its folder', async () => {
  const tools = [{ name: '../tools/train', content: '#!/bin/sh\necho of the tools\n', mode: 0o755 }];
  const here = train('#!/bin/sh\necho of the working folder\n');
  await run([...here, ...tools], { Env: ['PATH=/opt/tools:/opt/program:/usr/bin:/bin'] });
  expect(lines).toEqual(['of the tools']);
});

const CRLF = 'Save it with LF line endings, not CRLF.';

test.each([
  {
    why: 'CRLF after a shell',
    files: train('#!/bin/sh\r\necho started\r\n'),
    exitCode: 127,
    says: `exec /opt/program/train: no such file or directory: its first line ends in a carriage return, which becomes part of "/bin/sh\\r". ${CRLF}`,
  },
  {
    why: 'CRLF after a Python of the base image',
    files: train('#!/usr/local/bin/python3\r\nprint("started")\r\n'),
    exitCode: 127,
    says: CRLF,
  },
  {
    why: 'CRLF after env',
    files: train('#!/usr/bin/env python3\r\nprint("started")\r\n'),
    exitCode: 127,
    says: 'becomes part of "python3\\r"',
  },
  {
    why: 'no #! line',
    files: train('echo started\n'),
    exitCode: 126,
    says: 'exec format error: it has no #! line',
  },
  {
    why: 'a byte order mark',
    files: train('\uFEFF#!/bin/sh\necho started\n'),
    exitCode: 126,
    says: 'exec format error: a byte order mark precedes its #!. Save it as UTF-8 without a byte order mark.',
  },
  { why: 'nothing in it', files: train(''), exitCode: 126, says: 'exec format error' },
  { why: 'a bare #!', files: train('#!\necho started\n'), exitCode: 126, says: 'names no interpreter' },
  {
    why: 'no permission to execute',
    files: train('#!/usr/local/bin/python3\nprint("started")\n', 0o644),
    exitCode: 126,
    says: 'permission denied. The file is not executable: run chmod +x',
  },
  {
    why: 'an interpreter that is nowhere',
    files: train('#!/opt/lang/bin/no-such-lang\n'),
    exitCode: 127,
    says: 'has its interpreter /opt/lang/bin/no-such-lang',
  },
  {
    why: 'no such program',
    files: [{ name: 'readme', content: 'x' }],
    exitCode: 127,
    says: 'exec: "train": executable file not found in $PATH',
  },
])('a program with $why is not started', async ({ files, exitCode, says }) => {
  const exit = await run(files);
  expect(exit).toEqual({ exitCode, startError: expect.stringContaining(says) as string });
  // What the reader is told is the container's, not this machine's.
  expect(exit.startError).not.toContain(root);
  expect(lines).toEqual([]);
});

test.each([
  { why: 'a plain shell', files: train('#!/bin/sh\necho started $1\n') },
  { why: 'spaces after #!', files: train('#! /bin/sh\necho started $1\n') },
  {
    why: 'an option',
    files: train('#!/bin/sh -e\nfalse || echo started $1; false; echo beyond\n'),
    exitCode: 1,
  },
  {
    why: 'an option to a Python of the base image',
    files: train('#!/usr/local/bin/python3 -O\nassert False\nprint("started")\n'),
  },
  {
    why: 'all the rest as one argument',
    files: train('#!/usr/local/bin/python3 -S -I\nprint("beyond")\n'),
    exitCode: 2,
    says: /unknown option|usage/i,
  },
  {
    why: 'options by env',
    files: train('#!/usr/bin/env -S python3 -O\nassert False\nprint("started")\n'),
  },
  {
    why: 'an interpreter of the image',
    files: [
      ...train('#!/opt/program/own one two\n'),
      { name: 'own', content: '#!/bin/sh\necho "started $1"\n', mode: 0o755 },
    ],
    says: /^started one two$/,
  },
  {
    why: 'a shell that this machine keeps elsewhere',
    files: train('#!/usr/local/lib/shells/bash\necho started\n'),
  },
])('a program with $why is started', async ({ files, exitCode = 0, says = /^started/ }) => {
  expect(await run(files)).toEqual({ exitCode });
  expect(lines.join('\n')).toMatch(says);
});

describe('the command line', () => {
  const main: readonly TestFile[] = [
    { name: 'main.py', content: 'import sys; print("main", *sys.argv[1:])\n' },
    { name: 'train', content: '#!/bin/sh\necho train "$@"\n', mode: 0o755 },
  ];

  test.each([
    { why: 'a command alone', config: {}, request: {}, prints: 'train' },
    {
      why: 'the image’s own CMD is replaced',
      config: { Cmd: ['python3', '/opt/program/main.py'] },
      request: {},
      prints: 'train',
    },
    {
      why: 'an entry point gets the command',
      config: { Entrypoint: ['python3', '/opt/program/main.py'] },
      request: {},
      prints: 'main train',
    },
    {
      why: 'an entry point replaces CMD by the command',
      config: { Entrypoint: ['python3', '/opt/program/main.py'], Cmd: ['default'] },
      request: {},
      prints: 'main train',
    },
    {
      why: 'the shell form runs by /bin/sh -c and ignores the command',
      config: { Entrypoint: ['/bin/sh', '-c', 'python3 /opt/program/main.py here'] },
      request: {},
      prints: 'main here',
    },
    {
      why: 'the shell form sees the command as $0',
      config: {
        Entrypoint: ['/bin/sh', '-c', 'cd /opt/program && /usr/local/bin/python3 "/opt/program/main.py" $0'],
      },
      request: {},
      prints: 'main train',
    },
    {
      why: 'a relative program',
      config: { Entrypoint: ['./train', 'twice'] },
      request: {},
      prints: 'train twice train',
    },
    {
      why: 'a request with an entry point and no arguments',
      config: { Entrypoint: ['/nowhere'] },
      request: { entrypoint: ['python3', '/opt/program/main.py'], command: [] },
      prints: 'main',
    },
  ])('$why', async ({ config, request, prints }) => {
    expect(await run(main, config, request)).toEqual({ exitCode: 0 });
    expect(lines).toEqual([prints]);
  });
});

test.each<{ why: string; file: string; content: string; has?: boolean }>([
  {
    why: 'requirements name it',
    file: 'opt/program/requirements.txt',
    content: 'numpy\nsagemaker-training>=4\n',
  },
  {
    why: 'requirements name a framework’s toolkit',
    file: 'opt/program/requirements.txt',
    content: 'sagemaker_pytorch_training==2.8\n',
  },
  {
    why: 'it is among the packages of the image’s Python',
    file: 'usr/local/lib/python3.11/site-packages/sagemaker_training/__init__.py',
    content: '',
  },
  {
    why: 'nothing says so',
    file: 'opt/program/requirements.txt',
    content: 'sagemaker\ntraining\n',
    has: false,
  },
])('whether an image carries the training toolkit: $why', ({ file, content, has = true }) => {
  const image = join(root, 'image');
  mkdirSync(dirname(join(image, file)), { recursive: true });
  writeFileSync(join(image, file), content);
  expect(carriesTrainingToolkit(image, join(image, 'opt/program/requirements.txt'))).toBe(has);
});
