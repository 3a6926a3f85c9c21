import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startLocalCloud } from '../../../modules/local-cloud';
import { ownerOfFolder } from '../../../modules/machine';
import { runCloud } from '../../support/running-cloud';

let directory: string;
const data = (): string => join(directory, 'store/data.mdb');

/** A stopped local cloud with some hundred records and an object in it. */
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-damaged-'));
  const { cloud, client } = await runCloud({ directory });
  const iam = new IAMClient(client);
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  for (let index = 0; index < 40; index += 1) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: `r${String(index)}`,
        AssumeRolePolicyDocument: JSON.stringify(trust),
        Description: 'd'.repeat(900),
      }),
    );
  }
  const s3 = new S3Client(client);
  await s3.send(new CreateBucketCommand({ Bucket: 'kept-bucket' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept-bucket', Key: 'k', Body: 'v' }));
  await cloud.stop();
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function overwrite(position: number, bytes: Buffer): void {
  const file = openSync(data(), 'r+');
  writeSync(file, bytes, 0, bytes.length, position);
  closeSync(file);
}

test.each([
  { how: 'cut off in the middle', damage: () => truncateSync(data(), statSync(data()).size / 2) },
  { how: 'cut off to one page', damage: () => truncateSync(data(), 4096) },
  { how: 'emptied', damage: () => truncateSync(data(), 0) },
  { how: 'deleted', damage: () => rmSync(join(directory, 'store'), { recursive: true }) },
  { how: 'overwritten at its head', damage: () => overwrite(0, Buffer.alloc(8192, 7)) },
  {
    how: 'overwritten behind its head',
    damage: () => overwrite(8192, Buffer.alloc(statSync(data()).size - 8192, 0xa5)),
  },
])(
  'a store that was $how is rejected by name, with what to do, and nothing else is touched',
  async ({ damage }) => {
    damage();
    await expect(startLocalCloud({ directory })).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_DAMAGED',
      message: expect.stringMatching(
        /data\.mdb is damaged \(.+\)\. Nothing was changed\. .* npx tuneform local reset$/,
      ) as string,
    });
    expect(ownerOfFolder(directory)).toBeUndefined();
    const objects = readdirSync(join(directory, 'objects'), { recursive: true });
    expect(objects.filter((name) => String(name).includes('/'))).toHaveLength(1);
  },
);

test('a store that is whole but was not closed in order, or was copied, is read once and served', async () => {
  utimesSync(data(), new Date(), new Date(0));
  const { cloud, client } = await runCloud({ directory });
  await new IAMClient(client).send(new GetRoleCommand({ RoleName: 'r39' }));
  await cloud.stop();
  const { size, mtimeMs } = statSync(data());
  expect(JSON.parse(readFileSync(join(directory, 'store.closed'), 'utf8'))).toEqual({ size, mtimeMs });
});
