import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { dataFingerprint, openSession } from '../../../modules/aws';
import type { AwsSession } from '../../../modules/aws';
import type { ExperimentSpec } from '../../../modules/tuning';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

let running: RunningCloud;
let session: AwsSession;

beforeAll(async () => {
  running = await runCloud();
  const { url, credentials } = running.cloud;
  session = openSession({ target: 'local', region: 'us-east-1', endpoint: url, credentials });
  await session.s3().client.send(new CreateBucketCommand({ Bucket: 'data' }));
  await put('a/one.csv', '1');
  await put('a/two.csv', '2');
  await put('b/one.csv', '1');
  await put('b/two.csv', '2');
  await put('c/one.csv', '1');
  await put('c/two.csv', '3');
});
afterAll(async () => {
  session.s3().client.destroy();
  await running.remove();
});

const put = (key: string, body: string) =>
  session.s3().client.send(new PutObjectCommand({ Bucket: 'data', Key: key, Body: body }));

const reading = (uris: Readonly<Record<string, string>>) =>
  ({
    training_job_definitions: [],
    input_data_config: Object.entries(uris).map(([channel_name, s3_uri]) => ({
      channel_name,
      data_source: { s3_data_source: s3_uri === '' ? null : { s3_uri, s3_data_type: 'S3Prefix' } },
    })),
  }) as unknown as ExperimentSpec;
const of = (uris: Readonly<Record<string, string>>, signal = new AbortController().signal) =>
  dataFingerprint(session, reading(uris), signal);

describe('the fingerprint of data', () => {
  it('is that of the objects below an address, wherever they lie', async () => {
    const a = await of({ train: 's3://data/a/' });
    expect(a).toMatch(/^[a-z2-7]{20}$/);
    expect(await of({ train: 's3://data/b/' })).toBe(a);
    expect(await of({ train: 's3://data/c/' })).not.toBe(a);
    expect(await of({ validation: 's3://data/a/' })).not.toBe(a);
    expect(await of({ train: 's3://data/a/', validation: 's3://data/b/' })).not.toBe(a);
  });

  it('changes with an object on the second page of the list', async () => {
    const names = Array.from({ length: 1_001 }, (_, at) => `many/${String(at).padStart(4, '0')}`);
    for (let at = 0; at < names.length; at += 40) {
      await Promise.all(names.slice(at, at + 40).map((name) => put(name, 'x')));
    }
    const before = await of({ train: 's3://data/many/' });
    await put(names.at(-1) ?? '', 'y');
    expect(await of({ train: 's3://data/many/' })).not.toBe(before);
  });

  it('is unknown for a file system, for data that may not be listed and without data', async () => {
    expect(await of({ train: '' })).toBeUndefined();
    expect(await of({ train: 's3://nowhere/' })).toBeUndefined();
    expect(await of({})).toBeUndefined();
  });

  it('holds up no interrupt', async () => {
    await expect(of({ train: 's3://data/a/' }, AbortSignal.abort())).rejects.toThrow();
  });
});
