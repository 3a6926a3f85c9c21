import { parsePlatform } from '../../../modules/image/platform';
import { readDockerfile } from '../../../modules/image/dockerfile/read-dockerfile';

const read = (text: string, buildArgs: Record<string, string> = {}): ReturnType<typeof readDockerfile> =>
  readDockerfile(text, { platform: parsePlatform('linux/amd64'), buildArgs });

const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

test('everything an image configuration can hold is read', () => {
  const { config } = read(`
FROM scratch
WORKDIR /opt
WORKDIR program
ENV A=1 B="two words" \\
    # a comment between lines
    C=three\\ words
ENV OLD the old form
ENV PATH=/opt/program:$PATH
LABEL org.example.title="gradient boosting" org.example.a=$A
USER model:model
EXPOSE 8080 9000-9001/udp
VOLUME ["/opt/ml", "/with blank"]
VOLUME /tmp/a /tmp/b
STOPSIGNAL SIGINT
ENTRYPOINT ["python", "-c", "print(\\"a b\\")"]
CMD serve --port $PORT
`);
  expect(config).toEqual({
    WorkingDir: '/opt/program',
    Env: [
      `PATH=/opt/program:${DEFAULT_PATH.slice(5)}`,
      'A=1',
      'B=two words',
      'C=three words',
      'OLD=the old form',
    ],
    Labels: { 'org.example.title': 'gradient boosting', 'org.example.a': '1' },
    User: 'model:model',
    ExposedPorts: { '8080/tcp': {}, '9000/udp': {}, '9001/udp': {} },
    Volumes: { '/opt/ml': {}, '/with blank': {}, '/tmp/a': {}, '/tmp/b': {} },
    StopSignal: 'SIGINT',
    Entrypoint: ['python', '-c', 'print("a b")'],
    Cmd: ['/bin/sh', '-c', 'serve --port $PORT'],
  });
});

test('SHELL is what the shell form runs in', () => {
  expect(read('FROM a\nSHELL ["bash", "-ec"]\nCMD run').config.Cmd).toEqual(['bash', '-ec', 'run']);
});

test('what only a builder can do is recorded as written', () => {
  const { notExecuted } = read(`FROM a
RUN pip install \\
    --no-cache-dir -r requirements.txt
RUN <<EOF
echo hello
EOF
HEALTHCHECK CMD curl localhost
ONBUILD RUN true`);
  expect(notExecuted).toEqual([
    'RUN pip install     --no-cache-dir -r requirements.txt',
    'RUN <<EOF\necho hello\nEOF',
    'HEALTHCHECK CMD curl localhost',
    'ONBUILD RUN true',
  ]);
});

test('a RUN instruction is kept with its shell, its folder and what ARG and ENV say at its place', () => {
  const { runs } = read(`FROM a
ARG WHO=me
ENV WHERE=here
WORKDIR /app
RUN make $WHO
RUN ["make", "all"]
SHELL ["/bin/bash", "-c"]
ENV WHO=you
RUN <<EOF
make this
make that
EOF`);
  const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const common = { environment: { PATH, WHO: 'me', WHERE: 'here' }, workingDirectory: '/app' };
  expect(runs).toEqual([
    { instruction: 'RUN make $WHO', command: ['/bin/sh', '-c', 'make $WHO'], ...common },
    { instruction: 'RUN ["make", "all"]', command: ['make', 'all'], ...common },
    {
      instruction: 'RUN <<EOF\nmake this\nmake that\nEOF',
      command: ['/bin/bash', '-c', 'make this\nmake that'],
      ...common,
      environment: { PATH, WHO: 'you', WHERE: 'here' },
    },
  ]);
});

describe('arguments', () => {
  test.each<{ why: string; text: string; buildArgs?: Record<string, string>; base: string; label: string }>([
    {
      why: 'a default before FROM',
      text: 'ARG V=3.11\nFROM python:${V}-slim\nLABEL v=$V',
      base: 'python:3.11-slim',
      label: '',
    },
    {
      why: 'named again after FROM',
      text: 'ARG V=3.11\nFROM python:$V\nARG V\nLABEL v=$V',
      base: 'python:3.11',
      label: '3.11',
    },
    {
      why: 'given from outside',
      text: 'ARG V=3.11\nFROM python:$V\nARG V=3.9\nLABEL v=$V',
      buildArgs: { V: '3.12' },
      base: 'python:3.12',
      label: '3.12',
    },
    { why: 'ENV wins over ARG', text: 'FROM a\nENV V=env\nARG V=arg\nLABEL v=$V', base: 'a', label: 'env' },
    {
      why: 'an argument not declared is not seen',
      text: 'FROM a\nLABEL v=$V',
      buildArgs: { V: '1' },
      base: 'a',
      label: '',
    },
    { why: 'the platform', text: 'FROM a\nARG TARGETARCH\nLABEL v=$TARGETARCH', base: 'a', label: 'amd64' },
    { why: 'the platform is not there unasked', text: 'FROM a\nLABEL v=$TARGETARCH', base: 'a', label: '' },
  ])('$why', ({ text, buildArgs, base, label }) => {
    const recipe = read(text, buildArgs);
    expect(recipe.base).toBe(base);
    expect(recipe.config.Labels['v']).toBe(label);
  });
});

test('a backtick can be the escape character', () => {
  expect(read('# escape=`\nFROM a\nENV A=x` y B=\\z').config.Env).toEqual([DEFAULT_PATH, 'A=x y', 'B=\\z']);
});

test('COPY keeps its flags’ meaning and paths with blanks', () => {
  const { steps } = read(
    'FROM a\nWORKDIR /w\nCOPY --chmod=755 --link a b ./\nCOPY --chown=0:0 ["c d", "/x y"]\nADD e f/',
  );
  expect(steps).toMatchObject([
    { kind: 'folder', path: '/w' },
    { sources: ['a', 'b'], destination: '/w', intoFolder: true, mode: 0o755 },
    { sources: ['c d'], destination: '/x y', intoFolder: false },
    { sources: ['e'], destination: '/w/f', intoFolder: true },
  ]);
});

describe('what only a builder can do to files is rejected, not skipped', () => {
  test.each([
    { line: 'COPY --from=build /a /b', says: '--from=build' },
    { line: 'COPY --chown=app a b', says: '--chown=app' },
    { line: 'COPY --exclude=*.md . b/', says: '--exclude' },
    { line: 'COPY --chmod=u+x a b', says: '--chmod=u+x' },
    { line: 'COPY <<EOF /a\nhello\nEOF', says: 'text inside the Dockerfile' },
    { line: 'ADD https://example.com/a.py /a.py', says: 'fetches "https://example.com/a.py"' },
    { line: 'ADD git@example.com:a/b.git /b', says: 'fetches' },
    { line: 'ADD model.tar.gz /opt', says: 'unpacks "model.tar.gz"' },
    { line: 'FROM b', says: 'second stage' },
  ])('$line', ({ line, says }) => {
    const reading = (): unknown => read(`FROM a\n${line}\n`);
    expect(reading).toThrow(expect.objectContaining({ code: 'IMAGE_NEEDS_BUILDER' }) as Error);
    expect(reading).toThrow(says);
    expect(reading).toThrow('line 2');
  });
});

describe('what no builder would accept is rejected with its line', () => {
  test.each([
    { text: '', says: 'no FROM' },
    { text: 'COPY a b', says: 'line 1, COPY a b comes before FROM' },
    { text: 'FROM a\nCOPPY a b', says: 'line 2, COPPY a b is not a known instruction' },
    { text: 'FROM a\nCOPY a', says: 'needs a source and a destination' },
    { text: 'FROM a\nCOPY a b c', says: 'must end in /' },
    { text: 'FROM a\nEXPOSE http', says: '"http", which is not a port' },
    { text: 'FROM a\nEXPOSE 70000', says: 'not a port' },
    { text: 'FROM a\nENV A', says: 'needs NAME=value' },
    { text: 'FROM a\nLABEL a=b c', says: 'but has "c"' },
    { text: 'FROM a\nWORKDIR', says: 'has no arguments' },
    { text: 'FROM a\nSHELL bash', says: 'JSON list' },
    { text: 'FROM $NOTHING', says: 'names no image' },
  ])('$text', ({ text, says }) => {
    const reading = (): unknown => read(text);
    expect(reading).toThrow(expect.objectContaining({ code: 'IMAGE_DOCKERFILE_INVALID' }) as Error);
    expect(reading).toThrow(says);
  });
});

describe('the platform in FROM', () => {
  test.each(['--platform=linux/amd64', '--platform=$TARGETPLATFORM', '--platform=${TARGETPLATFORM}'])(
    '%s is that of the image',
    (flag) => {
      expect(read(`FROM ${flag} python:3.12`).base).toBe('python:3.12');
    },
  );

  test('an argument can name it', () => {
    expect(() => read('ARG P=linux/arm64\nFROM --platform=$P a')).toThrow('asks for linux/arm64');
    expect(read('ARG P=linux/amd64\nFROM --platform=$P a').base).toBe('a');
  });

  test('another than that of the image is rejected, not packed as it', () => {
    expect(() => read('FROM --platform=linux/arm64 a')).toThrow(
      expect.objectContaining({
        code: 'IMAGE_PLATFORM_UNSUPPORTED',
        message:
          "The Dockerfile's line 1, FROM --platform=linux/arm64 a asks for linux/arm64, and the image is to be made for " +
          'linux/amd64. Leave the flag out, or ask for the same platform in both places.',
      }) as Error,
    );
    expect(() => read('FROM --platform=windows/amd64 a')).toThrow(
      'SageMaker does not run platform "windows/amd64"',
    );
    expect(() => read('FROM --platform=$BUILDPLATFORM a')).toThrow(
      '$BUILDPLATFORM, which only a builder knows',
    );
  });
});

test('a RUN keeps its flags, which only a builder understands', () => {
  const { runs, notExecuted } = read('FROM a\nRUN --mount=type=secret,id=key --network=none make all');
  expect(notExecuted).toEqual(['RUN --mount=type=secret,id=key --network=none make all']);
  expect(runs).toMatchObject([
    {
      instruction: 'RUN --mount=type=secret,id=key --network=none make all',
      command: ['/bin/sh', '-c', 'make all'],
    },
  ]);
});
