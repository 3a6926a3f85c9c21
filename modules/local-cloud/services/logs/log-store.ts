import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent, LogSink } from '../../ports/ports';
import { ServiceFault } from '../../ports/service';
import { SortedList } from '../../store/sorted-list';
import type { Collection, ListOptions, Store } from '../../store/store';
import type { Place } from '../../store/place';
import type { Clock } from '../../../kernel';

/** What CloudWatch Logs counts for an event beside its message. */
export const EVENT_OVERHEAD_BYTES = 26;

/** A log group as it is kept. */
export interface GroupRecord {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly groupClass: LogGroupClass;
  readonly tags: Readonly<Record<string, string>>;
}

/** A log stream as it is kept. */
export interface StreamRecord {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestionAt?: number;
  /** Number of events ever taken in; numbers the next one. */
  readonly events: number;
  /** Bytes of the messages, with the 26 bytes CloudWatch counts for each event. */
  readonly bytes: number;
}

/** One event with the key that orders it within its stream. */
export interface StoredEvent {
  /** Timestamp and arrival number, both padded, so that text order is time order. */
  readonly key: string;
  readonly stream: string;
  readonly timestampMs: number;
  readonly ingestedAt: number;
  readonly message: string;
}

type EventRecord = Omit<StoredEvent, 'key' | 'stream'>;

/** Groups, streams and events. */
export class LogStore implements LogSink {
  readonly store: Store;
  private readonly clock: Clock;
  private readonly groups: Collection<GroupRecord>;
  private readonly streams: Collection<StreamRecord>;
  private readonly events: Collection<EventRecord>;
  /** Bytes of all streams of a group, so that describing it need not add them up. */
  private readonly groupBytes: Collection<number>;
  /** Streams in the order of their last events, by group; filled when that order is first requested. */
  private readonly byLastEvent = new Map<string, SortedList<TimedStream>>();

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
        this.events.put(`${group}\0${stream}\0${pad(event.timestampMs)}.${pad(record.events)}`, {
          timestampMs: event.timestampMs,
          ingestedAt: now,
          message: event.message,
        });
        record = {
          ...record,
          events: record.events + 1,
          bytes: record.bytes + Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES,
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

  /** Groups whose name starts with `prefix`, from behind the name `after` on, read as they are asked for. */
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
    this.store.afterCommit(() => {
      const list = this.byLastEvent.get(stream.group);
      if (before !== undefined) list?.remove(timed(before));
      list?.put(timed(stream));
    });
  }

  listStreams(group: string, prefix: string): readonly StreamRecord[] {
    return [...this.streams.list(`${group}\0${prefix}`)].map(([, stream]) => stream);
  }

  /** Streams whose name starts with `prefix`, from behind the name `after` on, read as they are asked for. */
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

  /** Streams in the order of their last events, from behind a place on, read as they are asked for. */
  *streamsByLastEvent(
    group: string,
    { descending, after }: { readonly descending: boolean; readonly after: Place | undefined },
  ): Iterable<StreamRecord> {
    const list =
      this.byLastEvent.get(group) ?? new SortedList(placeOfStream, this.listStreams(group, '').map(timed));
    this.byLastEvent.set(group, list);
    for (const { name } of list.walk(descending, after)) {
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
      this.store.afterCommit(() => this.byLastEvent.get(group)?.remove(timed(stream)));
    });
  }

  /** Events of a stream in time order, or the other way round, between two keys, read as they are asked for. */
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

interface TimedStream {
  readonly name: string;
  readonly lastEventAt: number;
}

const timed = ({ name, lastEventAt = 0 }: StreamRecord): TimedStream => ({ name, lastEventAt });

/** Where a stream stands in the order of last events. */
export const placeOfStream = ({
  name,
  lastEventAt = 0,
}: Pick<StreamRecord, 'name' | 'lastEventAt'>): Place => [lastEventAt, name];

/** The first key that an event at this time can have. */
export const keyAt = (timestampMs: number): string => pad(timestampMs);

export const newGroup = (name: string, createdAt: number): GroupRecord => ({
  name,
  createdAt,
  groupClass: 'STANDARD',
  tags: {},
});

export const newStream = (group: string, name: string, createdAt: number): StreamRecord => ({
  group,
  name,
  createdAt,
  events: 0,
  bytes: 0,
});

const pad = (value: number): string => String(Math.max(0, Math.trunc(value))).padStart(16, '0');
