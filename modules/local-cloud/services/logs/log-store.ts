import type { Clock } from '../../../kernel';
import type { LogEvent, LogSink } from '../../ports/ports';
import { ServiceFault } from '../../ports/service';
import type { Collection, ListOptions, Store } from '../../store/store';
import type { Place } from '../../store/place';
import { LastEventOrder } from './last-event-order';
import { bytesOf, newGroup, newStream } from './log-records';
import type { GroupRecord, StreamRecord } from './log-records';
import { keyOf } from './stored-event';
import type { StoredEvent } from './stored-event';

type EventRecord = Omit<StoredEvent, 'key' | 'stream'>;

/** Keeps log groups, streams and events. What yields records reads them from the store one at a time. */
export class LogStore implements LogSink {
  readonly store: Store;
  private readonly clock: Clock;
  private readonly groups: Collection<GroupRecord>;
  private readonly streams: Collection<StreamRecord>;
  private readonly events: Collection<EventRecord>;
  /** Bytes of all streams of a group, so that describing it need not add them up. */
  private readonly groupBytes: Collection<number>;
  private readonly byLastEvent = new LastEventOrder();

  constructor(store: Store, clock: Clock) {
    this.store = store;
    this.clock = clock;
    this.groups = store.collection('logs/groups');
    this.streams = store.collection('logs/streams');
    this.events = store.collection('logs/events');
    this.groupBytes = store.collection('logs/group-bytes');
  }

  append(group: string, stream: string, events: readonly LogEvent[]): void {
    this.store.transaction(() => {
      if (this.findGroup(group) === undefined) this.putGroup(newGroup(group, this.clock.now()));
      if (this.findStream(group, stream) === undefined) {
        this.putStream(newStream(group, stream, this.clock.now()));
      }
      this.ingest(group, stream, events);
    });
  }

  /** Adds events to a stream that exists. */
  ingest(group: string, stream: string, events: readonly LogEvent[]): void {
    const now = this.clock.now();
    this.store.transaction(() => {
      let record = this.getStream(group, stream);
      const bytes = this.bytesIn(group) - record.bytes;
      for (const event of events) {
        this.events.put(`${group}\0${stream}\0${keyOf(event.timestampMs, record.events)}`, {
          timestampMs: event.timestampMs,
          ingestedAt: now,
          message: event.message,
        });
        record = {
          ...record,
          events: record.events + 1,
          bytes: record.bytes + bytesOf(event.message),
          firstEventAt: Math.min(record.firstEventAt ?? Infinity, event.timestampMs),
          lastEventAt: Math.max(record.lastEventAt ?? 0, event.timestampMs),
          lastIngestionAt: now,
        };
      }
      this.putStream(record);
      this.groupBytes.put(group, bytes + record.bytes);
    });
  }

  /** Bytes of all streams of a group. */
  bytesIn(group: string): number {
    return (
      this.groupBytes.get(group) ?? this.listStreams(group, '').reduce((sum, { bytes }) => sum + bytes, 0)
    );
  }

  findGroup(name: string): GroupRecord | undefined {
    return this.groups.get(name);
  }

  getGroup(name: string): GroupRecord {
    const group = this.findGroup(name);
    if (group === undefined) {
      throw new ServiceFault('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    return group;
  }

  putGroup(group: GroupRecord): void {
    this.groups.put(group.name, group);
  }

  /** Yields the groups whose name starts with `prefix`, after the name `after`, in the order of their names. */
  *groupsAfter(
    prefix: string,
    after: Place | undefined,
    wanted: (group: GroupRecord) => boolean,
  ): Iterable<GroupRecord> {
    const rest = after === undefined ? {} : { from: `${String(after)}\0` };
    for (const [, group] of this.groups.list(prefix, rest)) if (wanted(group)) yield group;
  }

  removeGroup(name: string): void {
    this.store.transaction(() => {
      for (const stream of this.listStreams(name, '')) this.removeStream(name, stream.name);
      this.groups.remove(name);
      this.groupBytes.remove(name);
    });
  }

  findStream(group: string, name: string): StreamRecord | undefined {
    return this.streams.get(`${group}\0${name}`);
  }

  getStream(group: string, name: string): StreamRecord {
    this.getGroup(group);
    const stream = this.findStream(group, name);
    if (stream === undefined) {
      throw new ServiceFault('ResourceNotFoundException', 'The specified log stream does not exist.');
    }
    return stream;
  }

  putStream(stream: StreamRecord): void {
    const before = this.findStream(stream.group, stream.name);
    this.streams.put(`${stream.group}\0${stream.name}`, stream);
    this.store.afterCommit(() => this.byLastEvent.put(stream, before));
  }

  listStreams(group: string, prefix: string): readonly StreamRecord[] {
    return [...this.streams.list(`${group}\0${prefix}`)].map(([, stream]) => stream);
  }

  /** Yields the streams whose name starts with `prefix`, after the name `after`, in the order of their names. */
  *streamsByName(
    group: string,
    prefix: string,
    { descending, after }: { readonly descending: boolean; readonly after: Place | undefined },
  ): Iterable<StreamRecord> {
    const place = `${group}\0${String(after)}`;
    const rest = after === undefined ? {} : descending ? { before: place } : { from: `${place}\0` };
    const found = this.streams.list(`${group}\0${prefix}`, { ...rest, reverse: descending });
    for (const [, stream] of found) yield stream;
  }

  /** Yields the streams in the order of their last events, after a place. */
  *streamsByLastEvent(
    group: string,
    { descending, after }: { readonly descending: boolean; readonly after: Place | undefined },
  ): Iterable<StreamRecord> {
    const order = this.byLastEvent.of(group, () => this.listStreams(group, ''));
    for (const { name } of order.walk(descending, after)) {
      const stream = this.findStream(group, name);
      if (stream !== undefined) yield stream;
    }
  }

  removeStream(group: string, name: string): void {
    this.store.transaction(() => {
      const stream = this.findStream(group, name);
      if (stream !== undefined) this.groupBytes.put(group, this.bytesIn(group) - stream.bytes);
      for (const [key] of [...this.events.list(`${group}\0${name}\0`)]) this.events.remove(key);
      this.streams.remove(`${group}\0${name}`);
      if (stream === undefined) return;
      this.store.afterCommit(() => this.byLastEvent.remove(stream));
    });
  }

  /** Yields the events of a stream between two keys, in time order or its reverse. */
  *eventsOf(group: string, stream: string, between: ListOptions = {}): Iterable<StoredEvent> {
    const prefix = `${group}\0${stream}\0`;
    const range = {
      ...between,
      ...(between.from === undefined ? {} : { from: prefix + between.from }),
      ...(between.before === undefined ? {} : { before: prefix + between.before }),
    };
    for (const [key, event] of this.events.list(prefix, range)) {
      yield { key: key.slice(prefix.length), stream, ...event };
    }
  }
}
