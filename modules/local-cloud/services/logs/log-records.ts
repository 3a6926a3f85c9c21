import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';

/** CloudWatch Logs counts these bytes for each event, in addition to its message. */
const EVENT_OVERHEAD_BYTES = 26;

/** The record of a log group. */
export interface GroupRecord {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly groupClass: LogGroupClass;
  readonly tags: Readonly<Record<string, string>>;
}

/** The record of a log stream. */
export interface StreamRecord {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestionAt?: number;
  /** Number of events that the stream ever received; it numbers the next one. */
  readonly events: number;
  /** Bytes of all events, each counted with its overhead. */
  readonly bytes: number;
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

/** Returns the bytes of an event as CloudWatch Logs counts them. */
export const bytesOf = (message: string): number => Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
