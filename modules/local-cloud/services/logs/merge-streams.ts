import { firstIndex } from '../../store/place';
import type { StreamRecord } from './log-records';
import type { LogStore } from './log-store';
import { keyAt } from './stored-event';
import type { StoredEvent } from './stored-event';

/** The events of a group to read. */
export interface GroupRange {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly end: number;
  /** Read only events after this point in the group's order. */
  readonly after: string | undefined;
}

/** Time first, then stream, then arrival: a total order over a group. */
export function orderOf(event: StoredEvent): string {
  return `${event.key.slice(0, 16)} ${event.stream} ${event.key.slice(17)}`;
}

/**
 * Yields the events of several streams of a group in the group's order. It opens each stream where the range begins, and
 * only when the stream's first event is next.
 */
export function* mergeStreams(
  logs: LogStore,
  streams: readonly StreamRecord[],
  range: GroupRange,
): Iterable<StoredEvent> {
  const from = range.after === undefined ? keyAt(range.start) : latest(keyAt(range.start), range.after);
  const due = streams
    .filter(
      ({ firstEventAt = Infinity, lastEventAt = -1 }) =>
        firstEventAt < range.end && keyAt(lastEventAt) >= from,
    )
    .sort((a, b) => (a.firstEventAt ?? 0) - (b.firstEventAt ?? 0))
    .map((stream) => ({ stream, first: keyAt(stream.firstEventAt ?? 0) }));
  const open: Cursor[] = [];
  const place = (cursor: Cursor | undefined): void => {
    if (cursor === undefined) return;
    open.splice(
      firstIndex(open, ({ order }) => order > cursor.order),
      0,
      cursor,
    );
  };
  for (let next = 0; ;) {
    const [head] = open;
    const opening = due[next];
    if (opening !== undefined && (head === undefined || opening.first <= head.order.slice(0, 16))) {
      next += 1;
      place(advance(eventsFrom(logs, opening.stream, { ...range, from }), range));
    } else if (head === undefined) {
      return;
    } else {
      open.shift();
      yield head.event;
      place(advance(head.events, range));
    }
  }
}

/** An open stream and its current event. */
interface Cursor {
  readonly events: Iterator<StoredEvent>;
  readonly event: StoredEvent;
  readonly order: string;
}

function advance(events: Iterator<StoredEvent>, { after }: GroupRange): Cursor | undefined {
  for (;;) {
    const next = events.next();
    if (next.done === true) return undefined;
    const order = orderOf(next.value);
    if (after === undefined || order > after) return { events, event: next.value, order };
  }
}

function eventsFrom(
  logs: LogStore,
  { group, name }: StreamRecord,
  range: GroupRange & { readonly from: string },
): Iterator<StoredEvent> {
  const { after = '' } = range;
  // The stream of the last event continues after it. Events of other streams at that moment are compared one by one.
  const own = after.slice(17, -17) === name ? `${after.slice(0, 16)}.${after.slice(-16)}\0` : '';
  const from = own > range.from ? own : range.from;
  const before = Number.isFinite(range.end) ? { before: keyAt(range.end) } : {};
  return logs.eventsOf(group, name, { from, ...before })[Symbol.iterator]();
}

const latest = (key: string, order: string): string => (order.slice(0, 16) > key ? order.slice(0, 16) : key);
