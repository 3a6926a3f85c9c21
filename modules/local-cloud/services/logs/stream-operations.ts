import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import { pageOf } from '../paging';
import type { Listing } from '../paging';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import { nameInArn } from './group-operations';
import type { LogStore } from './log-store';
import { placeByLastEvent } from './last-event-order';
import { bytesOf, newStream } from './log-records';
import type { StreamRecord } from './log-records';

/** CloudWatch Logs' limits of one PutLogEvents call. */
const MAX_BATCH_BYTES = 1_048_576;
const FUTURE_MS = 2 * 3_600_000;
const PAST_MS = 14 * 86_400_000;

/** Operations on log streams, and the ingestion of events. */
export function streamOperations(logs: LogStore): Operations {
  return {
    CreateLogStream: (input: Logs.CreateLogStreamRequest, call: Call): object => {
      const group = logs.getGroup(input.logGroupName ?? '').name;
      const name = input.logStreamName ?? '';
      logs.store.transaction(() => {
        if (logs.findStream(group, name) !== undefined) {
          throw new ServiceFault('ResourceAlreadyExistsException', 'The specified log stream already exists');
        }
        logs.putStream(newStream(group, name, call.now));
      });
      return {};
    },
    DeleteLogStream: (input: Logs.DeleteLogStreamRequest): object => {
      const stream = logs.getStream(input.logGroupName ?? '', input.logStreamName ?? '');
      logs.removeStream(stream.group, stream.name);
      return {};
    },
    DescribeLogStreams: (
      input: Logs.DescribeLogStreamsRequest,
      call: Call,
    ): Logs.DescribeLogStreamsResponse => {
      const group = logs.getGroup(nameInArn(input.logGroupName ?? input.logGroupIdentifier)).name;
      if (input.orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined) {
        throw new ServiceFault(
          'InvalidParameterException',
          'Cannot order by LastEventTime with a logStreamNamePrefix.',
        );
      }
      const descending = input.descending === true;
      const byTime = input.orderBy === 'LastEventTime';
      const streams: Listing<StreamRecord> = {
        placeOf: (stream) => (byTime ? placeByLastEvent(stream) : stream.name),
        after: (after) =>
          byTime
            ? logs.streamsByLastEvent(group, { descending, after })
            : logs.streamsByName(group, input.logStreamNamePrefix ?? '', { descending, after }),
      };
      const page = pageOf(streams, {
        limit: input.limit ?? 50,
        token: input.nextToken,
        invalidTokenCode: 'InvalidParameterException',
      });
      return {
        logStreams: page.items.map((stream) => describeStream(stream, call)),
        ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
      };
    },
    PutLogEvents: (input: Logs.PutLogEventsRequest, call: Call): Logs.PutLogEventsResponse => {
      const stream = logs.getStream(input.logGroupName ?? '', input.logStreamName ?? '');
      const events = (input.logEvents ?? []).map((event) => ({
        timestampMs: event.timestamp ?? 0,
        message: event.message ?? '',
      }));
      const bytes = events.reduce((sum, { message }) => sum + bytesOf(message), 0);
      if (bytes > MAX_BATCH_BYTES) {
        throw new ServiceFault(
          'InvalidParameterException',
          `Upload too large: ${String(bytes)} bytes exceeds limit of ${String(MAX_BATCH_BYTES)}`,
        );
      }
      if (events.some((event, index) => event.timestampMs < (events[index - 1]?.timestampMs ?? 0))) {
        const reason = 'Log events in a single PutLogEvents request must be in chronological order.';
        throw new ServiceFault('InvalidParameterException', reason);
      }
      const tooOld = events.filter((event) => event.timestampMs < call.now - PAST_MS).length;
      const tooNew = events.findIndex((event) => event.timestampMs > call.now + FUTURE_MS);
      const accepted = events.slice(tooOld, tooNew < 0 ? events.length : tooNew);
      logs.ingest(stream.group, stream.name, accepted);
      const rejected = {
        ...(tooNew < 0 ? {} : { tooNewLogEventStartIndex: tooNew }),
        ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
      };
      return {
        nextSequenceToken: String(stream.events + accepted.length).padStart(56, '0'),
        ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }),
      };
    },
  };
}

function describeStream(stream: StreamRecord, call: Call): Logs.LogStream {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    arn: `arn:aws:logs:${call.region}:${call.account}:log-group:${stream.group}:log-stream:${stream.name}`,
    uploadSequenceToken: String(stream.events).padStart(56, '0'),
    ...(stream.firstEventAt === undefined ? {} : { firstEventTimestamp: stream.firstEventAt }),
    ...(stream.lastEventAt === undefined ? {} : { lastEventTimestamp: stream.lastEventAt }),
    ...(stream.lastIngestionAt === undefined ? {} : { lastIngestionTime: stream.lastIngestionAt }),
  };
}
