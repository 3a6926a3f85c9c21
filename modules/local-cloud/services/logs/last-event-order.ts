import type { Place } from '../../store/place';
import { SortedList } from '../../store/sorted-list';
import type { StreamRecord } from './log-records';

/** A stream's place in the order of last events. */
type Timed = Pick<StreamRecord, 'name' | 'lastEventAt'>;

/** Returns the place of a stream in the order of last events. */
export const placeByLastEvent = ({ name, lastEventAt = 0 }: Timed): Place => [lastEventAt, name];

/** Keeps the streams of each group in the order of their last events, in memory, once that order has been requested. */
export class LastEventOrder {
  private readonly groups = new Map<string, SortedList<Timed>>();

  /** Returns the order of a group, which `streams` fills at the first request. */
  of(group: string, streams: () => readonly StreamRecord[]): SortedList<Timed> {
    const list = this.groups.get(group) ?? new SortedList(placeByLastEvent, streams().map(timed));
    this.groups.set(group, list);
    return list;
  }

  /** Notes a new or changed stream. */
  put(stream: StreamRecord, before: StreamRecord | undefined): void {
    if (before !== undefined) this.remove(before);
    this.groups.get(stream.group)?.put(timed(stream));
  }

  remove(stream: StreamRecord): void {
    this.groups.get(stream.group)?.remove(stream);
  }
}

/** The rest of the record is left in the store. */
const timed = ({ name, lastEventAt = 0 }: StreamRecord): Timed => ({ name, lastEventAt });
