import { ServiceFault } from '../../../ports/service';
import type { Collection, Store } from '../../../store/store';

/** The record of a bucket. */
export interface BucketRecord {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Absent until versioning was first set. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** Configurations by their sub-resource name, in the SDK's shapes. `null` where one was removed. */
  readonly configurations: Readonly<Record<string, unknown>>;
}

/** The buckets of the account. */
export class BucketTable {
  private readonly records: Collection<BucketRecord>;

  constructor(store: Store) {
    this.records = store.collection('s3/buckets');
  }

  find(name: string): BucketRecord | undefined {
    return this.records.get(name);
  }

  get(name: string | undefined): BucketRecord {
    const record = name === undefined ? undefined : this.find(name);
    if (record === undefined) {
      throw new ServiceFault('NoSuchBucket', 'The specified bucket does not exist', {
        status: 404,
        members: { BucketName: name ?? '' },
      });
    }
    return record;
  }

  put(record: BucketRecord): void {
    this.records.put(record.name, record);
  }

  remove(name: string): void {
    this.records.remove(name);
  }

  all(): readonly BucketRecord[] {
    return [...this.records.list()].map(([, record]) => record);
  }
}

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}
