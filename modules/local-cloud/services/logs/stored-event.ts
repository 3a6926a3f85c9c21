/** One event with the key that orders it within its stream. */
export interface StoredEvent {
  /** Timestamp and arrival number, both padded, so that text order is time order. */
  readonly key: string;
  readonly stream: string;
  readonly timestampMs: number;
  readonly ingestedAt: number;
  readonly message: string;
}

/** Returns the first key that an event at this time can have. */
export const keyAt = (timestampMs: number): string => pad(timestampMs);

/** Returns the key of the event that arrived after `earlier` others of its stream. */
export const keyOf = (timestampMs: number, earlier: number): string => `${pad(timestampMs)}.${pad(earlier)}`;

const pad = (value: number): string => String(Math.max(0, Math.trunc(value))).padStart(16, '0');
