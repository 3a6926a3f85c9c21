import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import { runCloud } from './running-cloud';
import type { RunningCloud } from './running-cloud';

/** A new, empty bucket, with short ways to use it. */
export interface FreshBucket {
  readonly client: s3.S3Client;
  readonly Bucket: string;
  /** Writes an object; its key is its content unless told otherwise. */
  readonly put: (key: string, body?: string | Buffer) => Promise<s3.PutObjectCommandOutput>;
  /** Returns the content of an object as text. */
  readonly text: (key: string, more?: Partial<s3.GetObjectCommandInput>) => Promise<string | undefined>;
  readonly version: (status: s3.BucketVersioningStatus) => Promise<unknown>;
  /** The local cloud's own folder. */
  readonly directory: string;
}

/** Starts a local cloud for the tests of a file. Returns a function that creates a bucket in it. */
export function freshBuckets(): () => Promise<FreshBucket> {
  let running: RunningCloud;
  let client: s3.S3Client;
  let number = 0;

  beforeAll(async () => {
    running = await runCloud();
    client = new s3.S3Client(running.client);
  });
  afterAll(() => running.remove());

  return async () => {
    number += 1;
    const Bucket = `test-bucket-${String(number)}`;
    await client.send(new s3.CreateBucketCommand({ Bucket }));
    return {
      client,
      Bucket,
      put: (Key, Body = Key) => client.send(new s3.PutObjectCommand({ Bucket, Key, Body })),
      text: async (Key, more = {}) => {
        const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
        return Body?.transformToString();
      },
      version: (Status) =>
        client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } })),
      directory: running.directory,
    };
  };
}

/** Returns the number of files that hold objects' bytes. */
export function bodyFiles(directory: string): number {
  const root = join(directory, 'objects');
  return readdirSync(root).reduce((sum, folder) => sum + readdirSync(join(root, folder)).length, 0);
}
