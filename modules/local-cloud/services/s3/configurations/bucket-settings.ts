import { ServiceFault } from '../../../ports/service';
import type { BucketRecord } from '../buckets/bucket-table';
import type { S3Dependencies } from '../s3-dependencies';

/** One configuration that buckets may have. */
export interface BucketSetting<T> {
  /** The query parameter that names it in requests; the record uses the same name. */
  readonly subresource: string;
  /** The value for a bucket that has set none. */
  readonly initially?: T;
  /** S3's error for a bucket without it. */
  readonly absent: { readonly code: string; readonly message: string };
}

/** Returns a bucket's setting; undefined if it has none. */
export function settingOf<T>(bucket: BucketRecord, setting: BucketSetting<T>): T | undefined {
  const kept = bucket.configurations[setting.subresource] as T | null | undefined;
  return kept === null ? undefined : (kept ?? setting.initially);
}

/** Reads and writes the configurations of buckets. */
export class BucketSettings {
  private readonly dependencies: Pick<S3Dependencies, 'store' | 'buckets'>;

  constructor(dependencies: Pick<S3Dependencies, 'store' | 'buckets'>) {
    this.dependencies = dependencies;
  }

  /** Returns the setting of a bucket. Throws S3's error if it has none. */
  read<T>(bucket: string | undefined, setting: BucketSetting<T>): T {
    const value = settingOf(this.dependencies.buckets.get(bucket), setting);
    if (value === undefined) {
      throw new ServiceFault(setting.absent.code, setting.absent.message, { status: 404 });
    }
    return value;
  }

  write<T>(bucket: string | undefined, setting: BucketSetting<T>, value: T): void {
    this.keep(bucket, setting, value);
  }

  /** Removes the setting, including the initial one. */
  remove(bucket: string | undefined, setting: BucketSetting<unknown>): void {
    this.keep(bucket, setting, null);
  }

  /** Restores the initial setting. */
  reset(bucket: string | undefined, setting: BucketSetting<unknown>): void {
    this.keep(bucket, setting, undefined);
  }

  private keep(name: string | undefined, { subresource }: BucketSetting<unknown>, value: unknown): void {
    const { store, buckets } = this.dependencies;
    store.transaction(() => {
      const bucket = buckets.get(name);
      buckets.put({ ...bucket, configurations: { ...bucket.configurations, [subresource]: value } });
    });
  }
}
