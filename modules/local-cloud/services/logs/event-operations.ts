import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import { parseFilterPattern } from './filter-pattern';
import { nameInArn } from './group-operations';
import { bytesOf } from './log-records';
import type { StreamRecord } from './log-records';
import type { LogStore } from './log-store';
import { mergeStreams, orderOf } from './merge-streams';
import { keyAt } from './stored-event';
import type { StoredEvent } from './stored-event';

/** Limits of one response (CloudWatch Logs API Reference, GetLogEvents). */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
/** The most events that one FilterLogEvents searches. It then returns what it found, even nothing, and a token to continue. */
const MAX_SEARCHED = 10_000;

/** Operations that read events. Each reads only the events between the start of the request and the end of the response. */
export function eventOperations(logs: LogStore): Operations {
  return {
    GetLogEvents: (input: Logs.GetLogEventsRequest, _call: Call): Logs.GetLogEventsResponse => {
      const stream = logs.getStream(
        nameInArn(input.logGroupName ?? input.logGroupIdentifier),
        input.logStreamName ?? '',
      );
      const page = read(logs, stream, input);
      return {
        events: page.events.map((event) => ({
          timestamp: event.timestampMs,
          message: event.message,
          ingestionTime: event.ingestedAt,
        })),
        // The same token comes back when there is nothing more in that direction, which tells clients to stop.
        nextForwardToken: `f/${page.forward}`,
        nextBackwardToken: `b/${page.backward}`,
      };
    },
    FilterLogEvents: (input: Logs.FilterLogEventsRequest): Logs.FilterLogEventsResponse => {
      const group = logs.getGroup(nameInArn(input.logGroupName ?? input.logGroupIdentifier)).name;
      const wanted = parseFilterPattern(input.filterPattern ?? '');
      const streams = logs
        .listStreams(group, input.logStreamNamePrefix ?? '')
        .filter(({ name }) => input.logStreamNames?.includes(name) !== false);
      const events = mergeStreams(logs, streams, {
        start: input.startTime ?? 0,
        end: input.endTime ?? Infinity,
        after: input.nextToken === undefined ? undefined : decodeAfter(input.nextToken),
      });
      const limit = input.limit ?? MAX_EVENTS;
      const found: StoredEvent[] = [];
      let [searched, bytes] = [0, 0];
      let last: StoredEvent | undefined;
      let nextToken: string | undefined;
      for (const event of events) {
        if (last !== undefined && (found.length >= limit || searched >= MAX_SEARCHED || bytes > MAX_BYTES)) {
          nextToken = Buffer.from(orderOf(last)).toString('base64url');
          break;
        }
        last = event;
        searched += 1;
        if (!wanted(event.message)) continue;
        found.push(event);
        bytes += bytesOf(event.message);
      }
      return {
        events: found.map((event) => ({
          logStreamName: event.stream,
          timestamp: event.timestampMs,
          message: event.message,
          ingestionTime: event.ingestedAt,
          eventId: event.key.replace('.', ''),
        })),
        searchedLogStreams: [],
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    },
  };
}

interface Cut {
  readonly events: readonly StoredEvent[];
  /** Keys of the last and the first event of the page, or the key of the request's token if the page is empty. */
  readonly forward: string;
  readonly backward: string;
}

/** Returns the page that a request asks for. It starts at the token, or else at the requested end of the stream. */
function read(logs: LogStore, { group, name }: StreamRecord, input: Logs.GetLogEventsRequest): Cut {
  const { nextToken: token, startTime = 0, endTime, limit = MAX_EVENTS } = input;
  const match = token === undefined ? undefined : /^([fb])\/([\d.]*)$/.exec(token);
  if (match === null) {
    throw new ServiceFault('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  const key = match?.[2] ?? '';
  const backwards = match === undefined ? input.startFromHead !== true : match[1] === 'b';
  const end = endTime === undefined ? undefined : keyAt(endTime);
  const range =
    match === undefined
      ? { from: keyAt(startTime), before: end }
      : backwards
        ? { from: keyAt(startTime), before: end === undefined || key < end ? key : end }
        : { from: key === '' ? keyAt(startTime) : later(`${key}\0`, keyAt(startTime)), before: end };
  const { before, ...rest } = range;
  const events: StoredEvent[] = [];
  let bytes = 0;
  for (const event of logs.eventsOf(group, name, {
    ...rest,
    ...(before === undefined ? {} : { before }),
    reverse: backwards,
  })) {
    if (events.length >= limit || (events.length > 0 && bytes + bytesOf(event.message) > MAX_BYTES)) break;
    bytes += bytesOf(event.message);
    events.push(event);
  }
  if (backwards) events.reverse();
  return { events, forward: events.at(-1)?.key ?? key, backward: events[0]?.key ?? key };
}

const later = (a: string, b: string): string => (a > b ? a : b);

function decodeAfter(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^\d{16} /.test(text)) {
    throw new ServiceFault('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return text;
}
