import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import { ServiceFault } from '../../service';
import type { Call, Operations } from '../../service';
import { parseFilterPattern } from './filter-pattern';
import { nameInArn } from './group-operations';
import type { LogStore, StoredEvent } from './log-store';

const MAX_EVENTS = 10_000;

/** Reading events back. */
export function eventOperations(logs: LogStore): Operations {
  return {
    GetLogEvents: (input: Logs.GetLogEventsRequest, _call: Call): Logs.GetLogEventsResponse => {
      const stream = logs.getStream(
        nameInArn(input.logGroupName ?? input.logGroupIdentifier),
        input.logStreamName ?? '',
      );
      const events = [...logs.eventsOf(stream.group, stream.name)].filter(
        within(input.startTime, input.endTime),
      );
      const limit = input.limit ?? MAX_EVENTS;
      const page = cut(events, { token: input.nextToken, limit, fromHead: input.startFromHead === true });
      return {
        events: page.events.map((event) => ({
          timestamp: event.timestampMs,
          message: event.message,
          ingestionTime: event.ingestedAt,
        })),
        // The same token comes back when there is nothing further that way: that is how clients know the end.
        nextForwardToken: `f/${page.forward}`,
        nextBackwardToken: `b/${page.backward}`,
      };
    },
    FilterLogEvents: (input: Logs.FilterLogEventsRequest): Logs.FilterLogEventsResponse => {
      const group = logs.getGroup(nameInArn(input.logGroupName ?? input.logGroupIdentifier)).name;
      const wanted = parseFilterPattern(input.filterPattern ?? '');
      const streams = logs
        .listStreams(group, input.logStreamNamePrefix ?? '')
        .map((stream) => stream.name)
        .filter((name) => input.logStreamNames?.includes(name) !== false);
      const after = input.nextToken === undefined ? undefined : decodeAfter(input.nextToken);
      const events = streams
        .flatMap((stream) => [...logs.eventsOf(group, stream)])
        .filter(within(input.startTime, input.endTime))
        .filter((event) => wanted(event.message))
        .sort((a, b) => compare(orderOf(a), orderOf(b)))
        .filter((event) => after === undefined || orderOf(event) > after);
      const page = events.slice(0, input.limit ?? MAX_EVENTS);
      const last = page.at(-1);
      return {
        events: page.map((event) => ({
          logStreamName: event.stream,
          timestamp: event.timestampMs,
          message: event.message,
          ingestionTime: event.ingestedAt,
          eventId: event.key.replace('.', ''),
        })),
        searchedLogStreams: [],
        ...(last !== undefined && page.length < events.length
          ? { nextToken: Buffer.from(orderOf(last)).toString('base64url') }
          : {}),
      };
    },
  };
}

interface Cut {
  readonly events: readonly StoredEvent[];
  /** Key of the last event given (or asked after), and of the first. */
  readonly forward: string;
  readonly backward: string;
}

function cut(
  events: readonly StoredEvent[],
  request: { readonly token: string | undefined; readonly limit: number; readonly fromHead: boolean },
): Cut {
  const { token, limit } = request;
  let page: readonly StoredEvent[];
  let key = '';
  if (token === undefined) page = request.fromHead ? events.slice(0, limit) : events.slice(-limit);
  else {
    const match = /^([fb])\/([\d.]*)$/.exec(token);
    if (match === null) {
      throw new ServiceFault('InvalidParameterException', 'The specified nextToken is invalid.');
    }
    key = match[2] ?? '';
    page =
      match[1] === 'f'
        ? events.filter((event) => event.key > key).slice(0, limit)
        : events.filter((event) => event.key < key).slice(-limit);
  }
  return { events: page, forward: page.at(-1)?.key ?? key, backward: page[0]?.key ?? key };
}

const within =
  (start: number | undefined, end: number | undefined) =>
  (event: StoredEvent): boolean =>
    event.timestampMs >= (start ?? 0) && event.timestampMs < (end ?? Infinity);

/** Time first, then stream, then arrival: a total order over a group. */
const orderOf = (event: StoredEvent): string =>
  `${event.key.slice(0, 16)} ${event.stream} ${event.key.slice(17)}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function decodeAfter(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^\d{16} /.test(text)) {
    throw new ServiceFault('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return text;
}
