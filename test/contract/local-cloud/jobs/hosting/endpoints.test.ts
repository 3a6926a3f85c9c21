import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../../../modules/kernel';
import type { ObjectStorage } from '../../../../../modules/local-cloud/ports/ports';
import { Outbox } from '../../../../../modules/local-cloud/events/outbox';
import { ProcessRunner } from '../../../../../modules/local-cloud/runners/process/process-runner';
import type { ContainerExit } from '../../../../../modules/local-cloud/runners/runner';
import type {
  Deployment,
  EndpointRecord,
} from '../../../../../modules/local-cloud/jobs/hosting/endpoint-record';
import { Endpoints } from '../../../../../modules/local-cloud/jobs/hosting/endpoints';
import { listedOf, NamedRecords } from '../../../../../modules/local-cloud/store/named-records';
import { openLmdbStore } from '../../../../../modules/local-cloud/store/lmdb-store';
import type { Store } from '../../../../../modules/local-cloud/store/store';
import { TestImages } from '../../../../support/pack-test-image';
import { until } from '../../../../support/until';

/** Answers everything with the name it was given. */
const SERVE = `#!${process.execPath}
require('http').createServer((request, answer) => answer.end(process.env.NAME))
  .listen(process.env.SAGEMAKER_BIND_TO_PORT, '127.0.0.1');
`;

let root: string;
let runner: ProcessRunner;
let store: Store;
let endpoints: Endpoints;
let imageDigest: string;
let said: string[];

beforeEach(async () => {
  said = [];
  root = mkdtempSync(join(tmpdir(), 'tuneform-endpoints-'));
  const images = new TestImages(join(root, 'blobs'));
  imageDigest = await images.add([{ name: 'opt/program/serve', content: SERVE, mode: 0o755 }]);
  runner = new ProcessRunner({ clock: systemClock, images, directory: join(root, 'runner') });
  store = openLmdbStore(join(root, 'store'));
  endpoints = new Endpoints({
    store,
    events: new Outbox({ store, clock: systemClock, logger: silentLogger }),
    clock: systemClock,
    logger: { ...silentLogger, error: (message) => void said.push(message) },
    objects: {} as ObjectStorage,
    logs: { append: () => undefined },
    runner: () => Promise.resolve(runner),
    directory: root,
    region: 'us-east-1',
    url: () => 'http://127.0.0.1',
    forget: () => undefined,
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await endpoints.close();
  await runner.close();
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

const deployment = (id: string): Deployment => ({
  id,
  configName: id,
  startedAtMs: 0,
  variants: [
    {
      name: 'v',
      image: 'i',
      imageDigest,
      environment: { NAME: id },
      instanceType: 'ml.m5.large',
      instanceCount: 1,
      weight: 1,
      startupTimeoutMs: 60_000,
    },
  ],
});

async function answer(): Promise<string | undefined> {
  const server = endpoints.serverFor(endpoints.get('e')!);
  const request = { method: 'POST', path: '/invocations', timeoutMs: 10_000 } as const;
  return (await server?.call(request, 10_000))?.body.toString();
}

const statusBecomes = (status: string): Promise<void> =>
  until(() => endpoints.get('e')?.status === status, { seen: () => JSON.stringify(endpoints.get('e')) });

/** What an earlier process left in the store. */
function leave(record: Partial<EndpointRecord>): void {
  const records = new NamedRecords<EndpointRecord>(store, 'sagemaker/endpoints', listedOf);
  records.put({ name: 'e', arn: 'arn', createdAtMs: 0, modifiedAtMs: 0, status: 'InService', ...record });
}

/** Every status that is written from now on. */
function statusesWritten(): () => string[] {
  const put = jest.spyOn(NamedRecords.prototype, 'put');
  return () => put.mock.calls.map(([record]) => (record as EndpointRecord).status);
}

test('an endpoint that an earlier start could not bring back is in service once this one has', async () => {
  leave({ status: 'Failed', failureReason: 'could not be restored', live: deployment('one') });
  endpoints.resume();
  await statusBecomes('InService');
  expect(endpoints.get('e')).not.toHaveProperty('failureReason');
  expect(await answer()).toBe('one');
});

test('an update that was under way then goes on', async () => {
  leave({ status: 'Failed', live: deployment('one'), pending: deployment('two') });
  const written = statusesWritten();
  endpoints.resume();
  await statusBecomes('InService');
  expect(written()).toEqual(['Updating', 'InService']);
  expect(await answer()).toBe('two');
});

test('an endpoint that is deleted while it is brought back stays Deleting until it is gone', async () => {
  leave({ live: deployment('one') });
  const written = statusesWritten();
  endpoints.resume();
  endpoints.delete('e');
  await until(() => endpoints.get('e') === undefined);
  expect(written()).toEqual(['Deleting']);
});

test('old servers that cannot be stopped do not take the new ones with them', async () => {
  const start = runner.start.bind(runner);
  jest.spyOn(runner, 'start').mockImplementation(async (image, request) => {
    const container = await start(image, request);
    const stop = async (graceMs: number): Promise<ContainerExit> => {
      await container.stop(graceMs);
      throw new Error('stuck');
    };
    return request.environment['NAME'] === 'one' ? { ...container, stop } : container;
  });
  endpoints.add({ name: 'e', arn: 'arn', createdAtMs: 0 }, deployment('one'));
  endpoints.begin('e');
  await statusBecomes('InService');
  endpoints.update('e', deployment('two'));
  await until(() => said.includes('endpoint work failed'));
  expect(await answer()).toBe('two');
});

test('an endpoint is forgotten though its folder cannot be removed', async () => {
  leave({ status: 'Failed' });
  writeFileSync(join(root, 'endpoints'), '');
  endpoints.delete('e');
  await until(() => endpoints.get('e') === undefined);
  expect(existsSync(join(root, 'endpoints'))).toBe(true);
});
