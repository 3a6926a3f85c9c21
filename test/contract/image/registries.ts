import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { ecrCredentials, type RegistryCredentials } from '../../../modules/image';
import { startLocalCloud } from '../../../modules/local-cloud';
import { LOCAL_REGION } from '../../../modules/kernel';
import { until } from '../../support/until';

/** A registry that speaks the OCI distribution protocol, with one way in. */
export interface TestRegistry {
  readonly host: string;
  readonly credentials: RegistryCredentials;
  /** Makes a repository and answers its address. */
  repository(name: string, tags?: 'MUTABLE' | 'IMMUTABLE'): Promise<string>;
  stop(): Promise<void>;
}

/** The local cloud's ECR. */
export async function startLocalEcr(): Promise<TestRegistry> {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-ecr-'));
  const cloud = await startLocalCloud({ directory });
  const client = new ECRClient({ endpoint: cloud.url, region: LOCAL_REGION, credentials: cloud.credentials });
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  const host = new URL(cloud.url).host;
  return {
    host,
    credentials: ecrCredentials(authorizationData?.[0]?.authorizationToken ?? ''),
    repository: async (name, tags = 'MUTABLE') => {
      await client.send(new CreateRepositoryCommand({ repositoryName: name, imageTagMutability: tags }));
      return `${host}/${name}`;
    },
    stop: async () => {
      client.destroy();
      await cloud.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const hasReferenceRegistry = spawnSync('docker-registry', ['--version']).status === 0;

/** The registry from which most others descend, if the machine has it. */
export async function startReferenceRegistry(): Promise<TestRegistry> {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-registry-'));
  const host = `127.0.0.1:${String(await freePort())}`;
  const config = join(directory, 'config.yml');
  writeFileSync(
    config,
    `version: 0.1\nlog: {level: error}\nhttp: {addr: "${host}"}\nstorage: {filesystem: {rootdirectory: ${directory}/data}}\n`,
  );
  const child = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  await until(() => {
    if (child.exitCode !== null) throw new Error('docker-registry did not start');
    return fetch(`http://${host}/v2/`).then(
      () => true,
      () => false,
    );
  });
  return {
    host,
    credentials: { username: 'anybody', password: 'anything' },
    repository: (name) => Promise.resolve(`${host}/${name}`),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
