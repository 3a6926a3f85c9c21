import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent, LogSink } from '../../ports';
import { ServiceFault } from '../../service';
import type { Collection, Store } from '../../store/store';
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

  constructor(store: Store, clock: Clock) {
    this.store = store;
    this.clock = clock;
    this.groups = store.collection('logs/groups');
    this.streams = store.collection('logs/streams');
    this.events = store.collection('logs/events');
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
    });
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

  listGroups(prefix: string): readonly GroupRecord[] {
    return [...this.groups.list(prefix)].map(([, group]) => group);
  }

  removeGroup(name: string): void {
    this.store.transaction(() => {
      for (const stream of this.listStreams(name, '')) this.removeStream(name, stream.name);
      this.groups.remove(name);
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
    this.streams.put(`${stream.group}\0${stream.name}`, stream);
  }

  listStreams(group: string, prefix: string): readonly StreamRecord[] {
    return [...this.streams.list(`${group}\0${prefix}`)].map(([, stream]) => stream);
  }

  removeStream(group: string, name: string): void {
    this.store.transaction(() => {
      for (const [key] of [...this.events.list(`${group}\0${name}\0`)]) this.events.remove(key);
      this.streams.remove(`${group}\0${name}`);
    });
  }

  /** Events of a stream in time order, from the key `from` on. */
  *eventsOf(group: string, stream: string, from = ''): Iterable<StoredEvent> {
    const prefix = `${group}\0${stream}\0`;
    const start = from === '' ? {} : { from: prefix + from };
    for (const [key, event] of this.events.list(prefix, start)) {
      yield { key: key.slice(prefix.length), stream, ...event };
    }
  }
}

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
