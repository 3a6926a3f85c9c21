import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Clock } from '../../../../kernel';
import type { ObjectStorage, StoredObject } from '../../../ports/ports';
import { deleteOne } from './delete-operations';
import { listObjects } from './list-objects';
import { checkKey } from './object-key';
import { describeObject, storeVersion } from './object-writes';
import type { S3Dependencies } from '../s3-dependencies';

/** S3 from the inside, for jobs that read channels and write artifacts. */
export class InternalObjects implements ObjectStorage {
  private readonly dependencies: S3Dependencies;
  private readonly clock: Clock;

  constructor(dependencies: S3Dependencies, clock: Clock) {
    this.dependencies = dependencies;
    this.clock = clock;
  }

  exists(bucket: string): boolean {
    return this.dependencies.buckets.find(bucket) !== undefined;
  }

  list(bucket: string, prefix: string): readonly StoredObject[] {
    const all = { bucket, prefix, delimiter: '', limit: Infinity, start: undefined, versions: false };
    return listObjects(this.dependencies.objects, all).entries.flatMap((entry) =>
      entry.kind === 'version' ? [{ key: entry.placed.version.key, size: entry.placed.version.size }] : [],
    );
  }

  filePath(bucket: string, key: string): string | undefined {
    const body = this.dependencies.objects.current(bucket, key)?.body;
    return body === undefined ? undefined : this.dependencies.bodies.path(body);
  }

  remove(bucket: string, key: string): void {
    const now = this.clock.now();
    deleteOne(this.dependencies, { bucket, key: checkKey(key), versionId: undefined, now });
  }

  async putFile(bucket: string, key: string, file: string): Promise<void> {
    const record = this.dependencies.buckets.get(bucket);
    const md5 = createHash('md5');
    let size = 0;
    for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
      md5.update(bytes);
      size += bytes.length;
    }
    const body = await this.dependencies.bodies.copyIn(file);
    try {
      storeVersion(this.dependencies, {
        bucket,
        key: checkKey(key),
        ...describeObject(record, {}),
        body,
        size,
        etag: md5.digest('hex'),
        modifiedAt: this.clock.now(),
      });
    } catch (error) {
      this.dependencies.bodies.remove(body);
      throw error;
    }
  }
}
