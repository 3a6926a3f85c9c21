import type { Clock, Logger } from '../../../kernel';
import type { Outbox } from '../../events/outbox';
import type { Listed, ListingIndex } from '../../store/listing-index';
import { listedOf, NamedRecords } from '../../store/named-records';
import type { Store } from '../../store/store';
import { whenWritable } from '../../store/when-writable';
import type { EndpointRecord } from './endpoint-record';

export interface EndpointRecordsDependencies {
  readonly store: Store;
  readonly events: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called inside the transaction that removes an endpoint. */
  readonly forget: (record: EndpointRecord) => void;
}

type Change = (record: EndpointRecord) => EndpointRecord;

/** The records of all endpoints. A change of status is written together with its event. */
export class EndpointRecords {
  private readonly dependencies: EndpointRecordsDependencies;
  private readonly signal: AbortSignal;
  private readonly records: NamedRecords<EndpointRecord>;

  /** `signal` ends the writes that wait for the disk. */
  constructor(dependencies: EndpointRecordsDependencies, signal: AbortSignal) {
    this.dependencies = dependencies;
    this.signal = signal;
    this.records = new NamedRecords<EndpointRecord>(dependencies.store, 'sagemaker/endpoints', listedOf);
  }

  get(name: string): EndpointRecord | undefined {
    return this.records.get(name);
  }

  /** The listing entries. */
  get index(): ListingIndex<Listed> {
    return this.records.index;
  }

  list(): readonly EndpointRecord[] {
    return [...this.records.list()];
  }

  put(record: EndpointRecord, before?: EndpointRecord['status']): void {
    const { name, arn, status, modifiedAtMs: atMs } = record;
    const { store, events } = this.dependencies;
    store.transaction(() => {
      this.records.put(record);
      if (status !== before) events.append({ kind: 'endpoint', name, arn, status, atMs });
    });
  }

  /** Changes the record of an endpoint, if it still exists. */
  change(name: string, change: Change): void {
    const record = this.get(name);
    if (record === undefined) return;
    this.put({ ...change(record), modifiedAtMs: this.dependencies.clock.now() }, record.status);
  }

  /** Makes a change that no request waits for, once the disk accepts it. */
  changeInTime(name: string, change: Change): Promise<void> {
    return this.inTime(() => this.change(name, change));
  }

  /** Removes a record and what depends on it, once the disk accepts that. */
  removeInTime(name: string): Promise<void> {
    const remove = (): void => {
      const record = this.get(name);
      if (record === undefined) return;
      this.records.remove(name);
      this.dependencies.forget(record);
    };
    return this.inTime(() => this.dependencies.store.transaction(remove));
  }

  private inTime(write: () => void): Promise<void> {
    const { clock, logger } = this.dependencies;
    return whenWritable(write, { clock, logger, signal: this.signal });
  }
}
