import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTarget } from '../../../modules/cli/target';
import { formatProfile } from '../../../modules/local-access';
import { checkLocalCloud } from '../../../modules/provider/check-local-cloud';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';

// Before a client signs a request, it must know that the server at the address is the local cloud whose key it has.

const OTHER_PAIR = { accessKeyId: 'TUNEFORMLOCAL', secretAccessKey: 'tuneform-local-cloud' };

let folder: string;
let cloud: RunningCloud;
const servers: Server[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  cloud = await runCloud();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await cloud.remove();
  rmSync(folder, { recursive: true });
});

/** Listens on a port, answers everything alike, and notes what it is asked. */
async function listener(status: number, body: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(
      `${request.method ?? ''} ${request.url?.split('?')[0] ?? ''} ${request.headers.authorization ?? ''}`.trim(),
    );
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
}

function credentials(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** The provider and the command line, which ask in their own ways. */
const clients = {
  'the provider': (endpoint: string, env: NodeJS.ProcessEnv): Promise<unknown> =>
    checkLocalCloud({ target: 'local', region: 'us-east-1', endpoint }, env),
  'the command line': (endpoint: string, env: NodeJS.ProcessEnv): Promise<unknown> =>
    openTarget({ endpoint }, collectingTerminal(folder, env)),
};

describe.each(Object.entries(clients))('%s', (_, ask) => {
  const askWith = (file: string, endpoint = cloud.cloud.url): Promise<unknown> =>
    ask(endpoint, { TUNEFORM_LOCAL_CREDENTIALS: file });

  it('is let in with the key pair of the local cloud', async () => {
    await expect(askWith(cloud.cloud.credentialsFile)).resolves.toBeDefined();
  });

  it.each([
    ['is absent', join('absent', 'credentials')],
    ['holds another profile', 'other-profile'],
  ])('says that a local cloud answers and its key pair is unknown when the file %s', async (_why, name) => {
    credentials('other-profile', '[default]\naws_access_key_id = A\naws_secret_access_key = B\n');
    const file = join(folder, name);
    await expect(askWith(file)).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_KEY_UNKNOWN',
      message: expect.stringContaining(file) as string,
    });
  });

  it('says that a local cloud does not know the key pair of another one', async () => {
    const file = credentials('other-pair', formatProfile({ pair: OTHER_PAIR }));
    await expect(askWith(file)).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_KEY_REFUSED',
      message: expect.stringContaining('Tuneform sent it no request') as string,
    });
  });

  it('sends nothing signed to a server that only claims to be a local cloud', async () => {
    const claim = { service: 'tuneform-local-cloud', version: '1.0.0', pid: 1, proof: '0'.repeat(64) };
    const { url, asked } = await listener(200, JSON.stringify(claim));
    await expect(askWith(cloud.cloud.credentialsFile, url)).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_KEY_REFUSED',
    });
    expect(asked).toEqual(['GET /_tuneform/health']);
  });

  it.each([200, 404, 500])('takes a program that answers with %i for no local cloud', async (status) => {
    const { url, asked } = await listener(status, '"hello"');
    await expect(askWith(cloud.cloud.credentialsFile, url)).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_NOT_RUNNING',
    });
    expect(asked).toEqual(['GET /_tuneform/health']);
  });
});

it('the provider refuses an environment that would lead the AWS provider elsewhere, before it asks anything', async () => {
  const { url, asked } = await listener(200, '{}');
  const env = { AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_S3: 'https://elsewhere.example' };
  await expect(clients['the provider'](url, env)).rejects.toMatchObject({
    code: 'LOCAL_TARGET_LEFT',
    message: expect.stringContaining('AWS_ENDPOINT_URL_S3 would send requests') as string,
  });
  expect(asked).toEqual([]);
});
