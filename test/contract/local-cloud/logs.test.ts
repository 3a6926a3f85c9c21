import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

describe('CloudWatch Logs through the SDK', () => {
  let running: RunningCloud;
  let client: logs.CloudWatchLogsClient;
  let number = 0;
  let logGroupName: string;
  const logStreamName = 'job/algo-1';

  beforeAll(async () => {
    running = await runCloud();
    client = new logs.CloudWatchLogsClient(running.client);
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    number += 1;
    logGroupName = `/test/group-${String(number)}`;
    await client.send(new logs.CreateLogGroupCommand({ logGroupName, tags: { team: 'a' } }));
    await client.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName }));
  });

  const now = Date.now();
  const write = (messages: readonly string[], stream = logStreamName, from = now) =>
    client.send(
      new logs.PutLogEventsCommand({
        logGroupName,
        logStreamName: stream,
        logEvents: messages.map((message, index) => ({ timestamp: from + index, message })),
      }),
    );

  it('keeps tags for clients that name the group instead of its ARN', async () => {
    /* eslint-disable @typescript-eslint/no-deprecated -- older clients still send these, so they are served */
    await client.send(new logs.TagLogGroupCommand({ logGroupName, tags: { stage: 'test' } }));
    await client.send(new logs.UntagLogGroupCommand({ logGroupName, tags: ['team'] }));
    expect((await client.send(new logs.ListTagsLogGroupCommand({ logGroupName }))).tags).toEqual({
      stage: 'test',
    });
    /* eslint-enable @typescript-eslint/no-deprecated */
  });

  it('keeps groups with retention and tags', async () => {
    await client.send(new logs.PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));
    const { logGroups } = await client.send(
      new logs.DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    );
    const arn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
    expect(logGroups).toMatchObject([
      { logGroupName, retentionInDays: 14, arn: `${arn}:*`, logGroupArn: arn, storedBytes: 0 },
    ]);
    await client.send(new logs.DeleteRetentionPolicyCommand({ logGroupName }));
    const after = await client.send(
      new logs.DescribeLogGroupsCommand({ logGroupNamePattern: logGroupName.slice(3) }),
    );
    expect(after.logGroups?.[0]?.retentionInDays).toBeUndefined();
    await client.send(new logs.TagResourceCommand({ resourceArn: arn, tags: { b: 'c' } }));
    await client.send(new logs.UntagResourceCommand({ resourceArn: arn, tagKeys: ['team'] }));
    expect((await client.send(new logs.ListTagsForResourceCommand({ resourceArn: arn }))).tags).toEqual({
      b: 'c',
    });
    await expect(
      client.send(new logs.PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1.5 })),
    ).rejects.toMatchObject({
      name: 'SerializationException',
    });
  });

  it('lists groups page by page', async () => {
    await client.send(new logs.CreateLogGroupCommand({ logGroupName: `${logGroupName}-b` }));
    const first = await client.send(
      new logs.DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName, limit: 1 }),
    );
    const { nextToken } = first;
    const second = await client.send(
      new logs.DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName, nextToken }),
    );
    const names = [first, second].map((page) => page.logGroups?.map((group) => group.logGroupName));
    expect(names).toEqual([[logGroupName], [`${logGroupName}-b`]]);
    expect(second.nextToken).toBeUndefined();
  });

  it('gives events back in time order, forwards and backwards', async () => {
    await write(['one', 'two', 'three', 'four', 'five']);
    const read = (more: Partial<logs.GetLogEventsCommandInput>) =>
      client.send(new logs.GetLogEventsCommand({ logGroupName, logStreamName, ...more }));
    const messages = (page: logs.GetLogEventsCommandOutput) => page.events?.map(({ message }) => message);
    const head = await read({ startFromHead: true, limit: 2 });
    expect(messages(head)).toEqual(['one', 'two']);
    const next = await read({ nextToken: head.nextForwardToken, limit: 2 });
    expect(messages(next)).toEqual(['three', 'four']);
    const last = await read({ nextToken: next.nextForwardToken });
    expect(messages(last)).toEqual(['five']);
    const end = await read({ nextToken: last.nextForwardToken });
    expect(messages(end)).toEqual([]);
    expect(end.nextForwardToken).toBe(last.nextForwardToken);
    expect(messages(await read({ nextToken: next.nextBackwardToken, limit: 1 }))).toEqual(['two']);
    expect(messages(await read({ limit: 2 }))).toEqual(['four', 'five']);
    expect(messages(await read({ startFromHead: true, startTime: now + 1, endTime: now + 3 }))).toEqual([
      'two',
      'three',
    ]);
    await write(['six'], logStreamName, now + 10);
    expect(messages(await read({ nextToken: end.nextForwardToken }))).toEqual(['six']);
    await expect(read({ nextToken: 'x' })).rejects.toBeInstanceOf(logs.InvalidParameterException);
  });

  it('describes streams by name and by their last event', async () => {
    await client.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName: 'a' }));
    await write(['x'], 'a', now - 5000);
    await write(['x']);
    const names = async (more: Partial<logs.DescribeLogStreamsCommandInput>) => {
      const { logStreams } = await client.send(new logs.DescribeLogStreamsCommand({ logGroupName, ...more }));
      return logStreams?.map((stream) => stream.logStreamName);
    };
    expect(await names({})).toEqual(['a', logStreamName]);
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual([logStreamName, 'a']);
    expect(await names({ logStreamNamePrefix: 'job' })).toEqual([logStreamName]);
    const { logStreams } = await client.send(
      new logs.DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'a' }),
    );
    expect(logStreams?.[0]).toMatchObject({
      firstEventTimestamp: now - 5000,
      lastEventTimestamp: now - 5000,
    });
  });

  it('describes the streams with the newest events page by page, though others come in between', async () => {
    for (const [age, name] of ['young', 'middle', 'old'].entries()) {
      await client.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName: name }));
      await write(['x'], name, now - 1000 * (age + 1));
    }
    const page = async (nextToken?: string) => {
      const { logStreams, ...rest } = await client.send(
        new logs.DescribeLogStreamsCommand({
          logGroupName,
          orderBy: 'LastEventTime',
          descending: true,
          limit: 2,
          nextToken,
        }),
      );
      return { names: logStreams?.map((stream) => stream.logStreamName), nextToken: rest.nextToken };
    };
    const first = await page();
    expect(first.names).toEqual(['young', 'middle']);
    await write(['x']);
    await client.send(new logs.DeleteLogStreamCommand({ logGroupName, logStreamName: 'middle' }));
    expect(await page(first.nextToken)).toEqual({ names: ['old'] });
  });

  it('filters by terms over all streams, page by page', async () => {
    await client.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName: 'other' }));
    await write(['loss=1 ERROR', 'loss=2', 'ERROR in "x y"']);
    await write(['ERROR there'], 'other', now + 1);
    const filter = async (more: Partial<logs.FilterLogEventsCommandInput>) => {
      const seen: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page: logs.FilterLogEventsCommandOutput = await client.send(
          new logs.FilterLogEventsCommand({ logGroupName, limit: 1, nextToken, ...more }),
        );
        seen.push(...(page.events ?? []).map(({ message }) => message));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return seen;
    };
    expect(await filter({})).toEqual(['loss=1 ERROR', 'loss=2', 'ERROR there', 'ERROR in "x y"']);
    expect(await filter({ filterPattern: 'ERROR' })).toEqual([
      'loss=1 ERROR',
      'ERROR there',
      'ERROR in "x y"',
    ]);
    expect(await filter({ filterPattern: 'ERROR -loss' })).toEqual(['ERROR there', 'ERROR in "x y"']);
    expect(await filter({ filterPattern: '"x y"' })).toEqual(['ERROR in "x y"']);
    expect(await filter({ filterPattern: '?loss=2 ?there' })).toEqual(['loss=2', 'ERROR there']);
    expect(await filter({ logStreamNames: ['other'] })).toEqual(['ERROR there']);
    await expect(filter({ filterPattern: '{ $.a = 1 }' })).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('says which events were too old or too new', async () => {
    const { rejectedLogEventsInfo } = await client.send(
      new logs.PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: [
          { timestamp: now - 15 * 86_400_000, message: 'old' },
          { timestamp: now, message: 'kept' },
          { timestamp: now + 3 * 3_600_000, message: 'new' },
        ],
      }),
    );
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 });
    const { events } = await client.send(new logs.GetLogEventsCommand({ logGroupName, logStreamName }));
    expect(events?.map(({ message }) => message)).toEqual(['kept']);
  });

  it('rejects events out of order and batches that are too large', async () => {
    const logEvents = [
      { timestamp: now, message: 'b' },
      { timestamp: now - 1, message: 'a' },
    ];
    const command = new logs.PutLogEventsCommand({ logGroupName, logStreamName, logEvents });
    await expect(client.send(command)).rejects.toBeInstanceOf(logs.InvalidParameterException);
    await expect(write(Array.from({ length: 5 }, () => 'x'.repeat(250_000)))).rejects.toBeInstanceOf(
      logs.InvalidParameterException,
    );
  });

  it('deletes streams and groups with their events', async () => {
    await write(['gone']);
    await client.send(new logs.DeleteLogStreamCommand({ logGroupName, logStreamName }));
    await client.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName }));
    expect((await client.send(new logs.GetLogEventsCommand({ logGroupName, logStreamName }))).events).toEqual(
      [],
    );
    await client.send(new logs.DeleteLogGroupCommand({ logGroupName }));
    await expect(write(['x'])).rejects.toBeInstanceOf(logs.ResourceNotFoundException);
  });

  it('rejects names that exist already and names that do not exist', async () => {
    await expect(client.send(new logs.CreateLogGroupCommand({ logGroupName }))).rejects.toBeInstanceOf(
      logs.ResourceAlreadyExistsException,
    );
    await expect(
      client.send(new logs.CreateLogStreamCommand({ logGroupName, logStreamName })),
    ).rejects.toBeInstanceOf(logs.ResourceAlreadyExistsException);
    for (const command of [
      new logs.GetLogEventsCommand({ logGroupName, logStreamName: 'none' }),
      new logs.DeleteLogStreamCommand({ logGroupName, logStreamName: 'none' }),
      new logs.FilterLogEventsCommand({ logGroupName: 'none' }),
      new logs.DescribeLogStreamsCommand({ logGroupName: 'none' }),
      new logs.DeleteLogGroupCommand({ logGroupName: 'none' }),
    ]) {
      await expect(client.send(command as logs.DeleteLogGroupCommand)).rejects.toBeInstanceOf(
        logs.ResourceNotFoundException,
      );
    }
    await expect(client.send(new logs.CreateLogGroupCommand({ logGroupName: 'a b' }))).rejects.toBeInstanceOf(
      logs.InvalidParameterException,
    );
    await expect(
      client.send(new logs.StartQueryCommand({ logGroupName, startTime: 0, endTime: 1, queryString: 'x' })),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });
});
