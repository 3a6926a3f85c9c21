import type { Listed, ListingIndex } from '../../store/listing-index';
import { listedOf, NamedRecords } from '../../store/named-records';
import type { TuningDependencies } from './tuning-dependencies';
import type { TuningJobRecord } from './tuning-job-record';

/** The records of all tuning jobs. */
export class TuningRecords {
  private readonly dependencies: Pick<TuningDependencies, 'store' | 'events'>;
  private readonly records: NamedRecords<TuningJobRecord>;

  constructor(dependencies: Pick<TuningDependencies, 'store' | 'events'>) {
    this.dependencies = dependencies;
    this.records = new NamedRecords<TuningJobRecord>(dependencies.store, 'sagemaker/tuning-jobs', listedOf);
  }

  get(name: string): TuningJobRecord | undefined {
    return this.records.get(name);
  }

  /** The listing entries. */
  get index(): ListingIndex<Listed> {
    return this.records.index;
  }

  /** Writes a record whose status has not changed; durable when it returns. */
  put(record: TuningJobRecord): void {
    this.records.put(record);
  }

  /** Writes a record and the event of its status, unless the status is still `before`; durable when it returns. */
  putStatus(record: TuningJobRecord, before?: TuningJobRecord['status']): void {
    const { name, arn, status, modifiedAtMs: atMs } = record;
    const { store, events } = this.dependencies;
    store.transaction(() => {
      this.records.put(record);
      if (status !== before) events.append({ kind: 'tuning job', name, arn, status, atMs });
    });
  }

  remove(name: string): void {
    this.records.remove(name);
  }
}
