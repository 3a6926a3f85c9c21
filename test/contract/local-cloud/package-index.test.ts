import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, systemClock } from '../../../modules/kernel';
import { pythonEnvironment } from '../../../modules/local-cloud/runners/process/python-environment';

interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
}

/** An index without packages, which answers 401 to a request without credentials. */
async function startIndex(): Promise<{
  readonly host: string;
  readonly seen: Seen[];
  readonly server: Server;
}> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    seen.push({ url: request.url ?? '', authorization });
    if (authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="packages"' }).end();
    } else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen, server };
}

let folder: string;
const outer = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-index-'));
});
afterEach(() => {
  process.env = { ...outer };
  rmSync(folder, { recursive: true, force: true });
});

it('an index that an image names gets no secret of the user, the mirror of the user its own, and no log either', async () => {
  const foreign = await startIndex();
  const mirror = await startIndex();
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.netrc'), 'machine 127.0.0.1 login netrc-user password netrc-secret\n', {
    mode: 0o600,
  });
  Object.assign(process.env, {
    HOME: home,
    AWS_SECRET_ACCESS_KEY: 'aws-secret',
    GITHUB_TOKEN: 'hub-secret',
    PIP_INDEX_URL: `http://mirror-user:mirror-secret@${mirror.host}/simple`,
    PIP_RETRIES: '0',
    PIP_NO_CACHE_DIR: '1',
  });
  const requirements = join(folder, 'requirements.txt');
  const asked = '${AWS_SECRET_ACCESS_KEY}/${GITHUB_TOKEN}/${PIP_INDEX_URL}/${HTTPS_PROXY}';
  writeFileSync(
    requirements,
    `--extra-index-url http://${foreign.host}/${asked}/simple\nno-such-package-here\n`,
  );
  const lines: string[] = [];
  const failure = await pythonEnvironment(requirements, {
    clock: systemClock,
    signal: new AbortController().signal,
    report: (line) => lines.push(line),
    cacheDirectory: join(folder, 'cache'),
  }).catch((error: unknown) => error);
  for (const { server } of [foreign, mirror]) server.close();

  expect(failure).toMatchObject({ code: 'PYTHON_REQUIREMENTS' });
  expect(foreign.seen.length).toBeGreaterThan(0);
  expect(foreign.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  expect(JSON.stringify(foreign.seen)).not.toMatch(/-secret/);
  const basic = `Basic ${Buffer.from('mirror-user:mirror-secret').toString('base64')}`;
  expect(new Set(mirror.seen.map(({ authorization }) => authorization))).toContain(basic);
  expect([...lines, messageOf(failure)].join('\n')).not.toMatch(/-secret/);
  // Nothing of it stays behind.
  expect(readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' })).not.toContainEqual(
    expect.stringMatching(/pip\.conf$/),
  );
});
