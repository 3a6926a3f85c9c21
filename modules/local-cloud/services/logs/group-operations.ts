import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import { pageOf } from '../paging';
import type { Listing } from '../paging';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import { rejectedTagKey, RESERVED_TAG_KEY } from '../tag-keys';
import { newGroup } from './log-records';
import type { GroupRecord } from './log-records';
import type { LogStore } from './log-store';

const MAX_TAGS = 50;

// The older tagging operations take the group's name. Clients still call them, but the SDK's types for them are deprecated.
interface GroupTags {
  readonly logGroupName: string | undefined;
  readonly tags: Record<string, string> | undefined;
}
interface GroupTagKeys {
  readonly logGroupName: string | undefined;
  readonly tags?: string[] | undefined;
}

/** Returns the tags of a request. Throws for a key that only AWS may set. */
function checkedTags(tags: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  const rejected = rejectedTagKey(Object.keys(tags ?? {}));
  if (rejected === undefined) return tags ?? {};
  throw new ServiceFault('InvalidParameterException', `${RESERVED_TAG_KEY} The key is "${rejected.key}".`);
}

/** Operations on log groups, their retention and their tags. */
export function groupOperations(logs: LogStore): Operations {
  const change = (name: string, edit: (group: GroupRecord) => GroupRecord): object => {
    logs.store.transaction(() => logs.putGroup(edit(logs.getGroup(name))));
    return {};
  };
  const tag = (name: string, tags: Readonly<Record<string, string>> | undefined): object =>
    change(name, (group) => {
      const merged = { ...group.tags, ...checkedTags(tags) };
      if (Object.keys(merged).length > MAX_TAGS) {
        throw new ServiceFault(
          'TooManyTagsException',
          `A resource can have no more than ${String(MAX_TAGS)} tags.`,
        );
      }
      return { ...group, tags: merged };
    });
  const untag = (name: string, keys: readonly string[] | undefined): object =>
    change(name, (group) => ({
      ...group,
      tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => keys?.includes(key) !== true)),
    }));
  return {
    CreateLogGroup: (input: Logs.CreateLogGroupRequest, call: Call): object => {
      const name = input.logGroupName ?? '';
      logs.store.transaction(() => {
        if (logs.findGroup(name) !== undefined) {
          throw new ServiceFault('ResourceAlreadyExistsException', 'The specified log group already exists');
        }
        logs.putGroup({
          ...newGroup(name, call.now),
          groupClass: input.logGroupClass ?? 'STANDARD',
          ...(input.kmsKeyId === undefined ? {} : { kmsKeyId: input.kmsKeyId }),
          tags: checkedTags(input.tags),
        });
      });
      return {};
    },
    DeleteLogGroup: (input: Logs.DeleteLogGroupRequest): object => {
      logs.removeGroup(logs.getGroup(input.logGroupName ?? '').name);
      return {};
    },
    DescribeLogGroups: (input: Logs.DescribeLogGroupsRequest, call: Call): Logs.DescribeLogGroupsResponse => {
      if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
        const reason = 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.';
        throw new ServiceFault('InvalidParameterException', reason);
      }
      const pattern = input.logGroupNamePattern?.toLowerCase() ?? '';
      const wanted = (group: GroupRecord): boolean =>
        group.name.toLowerCase().includes(pattern) &&
        (input.logGroupClass === undefined || group.groupClass === input.logGroupClass);
      const groups: Listing<GroupRecord> = {
        placeOf: (group) => group.name,
        after: (after) => logs.groupsAfter(input.logGroupNamePrefix ?? '', after, wanted),
      };
      const page = pageOf(groups, {
        limit: input.limit ?? 50,
        token: input.nextToken,
        invalidTokenCode: 'InvalidParameterException',
      });
      return {
        logGroups: page.items.map((group) => describeGroup(logs, group, call)),
        ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
      };
    },
    PutRetentionPolicy: (input: Logs.PutRetentionPolicyRequest): object =>
      change(input.logGroupName ?? '', (group) => ({
        ...group,
        retentionInDays: input.retentionInDays ?? 0,
      })),
    DeleteRetentionPolicy: (input: Logs.DeleteRetentionPolicyRequest): object =>
      change(input.logGroupName ?? '', ({ retentionInDays: _gone, ...group }) => group),
    TagLogGroup: (input: GroupTags) => tag(input.logGroupName ?? '', input.tags),
    UntagLogGroup: (input: GroupTagKeys) => untag(input.logGroupName ?? '', input.tags),
    ListTagsLogGroup: (input: GroupTagKeys): Logs.ListTagsForResourceResponse => ({
      tags: { ...logs.getGroup(input.logGroupName ?? '').tags },
    }),
    TagResource: (input: Logs.TagResourceRequest) => tag(nameInArn(input.resourceArn), input.tags),
    UntagResource: (input: Logs.UntagResourceRequest) => untag(nameInArn(input.resourceArn), input.tagKeys),
    ListTagsForResource: (input: Logs.ListTagsForResourceRequest): Logs.ListTagsForResourceResponse => ({
      tags: { ...logs.getGroup(nameInArn(input.resourceArn)).tags },
    }),
  };
}

/**
 * Returns the group's name in `arn:aws:logs:<region>:<account>:log-group:<name>`, with or without `:*` at the end; anything
 * else is a name already.
 */
export function nameInArn(arn: string | undefined): string {
  return /:log-group:([^:]+)(?::\*)?$/.exec(arn ?? '')?.[1] ?? arn ?? '';
}

function describeGroup(logs: LogStore, group: GroupRecord, call: Call): Logs.LogGroup {
  const arn = `arn:aws:logs:${call.region}:${call.account}:log-group:${group.name}`;
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: logs.bytesIn(group.name),
    logGroupClass: group.groupClass,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }),
  };
}
