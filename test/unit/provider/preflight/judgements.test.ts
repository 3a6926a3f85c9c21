import type { ObservedTuningJob } from '../../../../modules/aws';
import type { Diagnostic } from '../../../../modules/kernel';
import { judgeBucket } from '../../../../modules/provider/preflight/judge-bucket';
import { judgeChannel } from '../../../../modules/provider/preflight/judge-channel';
import { judgeImage } from '../../../../modules/provider/preflight/judge-image';
import { judgeParent } from '../../../../modules/provider/preflight/judge-parent';
import { judgeRole } from '../../../../modules/provider/preflight/judge-role';
import { noteUnseen } from '../../../../modules/provider/preflight/note-unseen';
import type { Unseen } from '../../../../modules/provider/preflight/look';
import { summaryOf } from '../../../../modules/provider/preflight/summary-of';
import { trustsSageMaker } from '../../../../modules/provider/preflight/trusts-sagemaker';
import { platformOf, specOf } from '../../../../modules/tuning';
import { experimentConfig } from '../configurations';

/** Severity and code of each finding. */
const told = (findings: readonly Diagnostic[]): readonly string[] =>
  findings.map(({ severity, detail }) => `${severity} ${/\[(\w+)\]$/.exec(detail)?.[1] ?? detail}`);

describe('the judgement of an image', () => {
  const digest = `111122223333.dkr.ecr.us-east-1.amazonaws.com/churn@sha256:${'a'.repeat(64)}`;
  const tag = '111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:v1';
  const judge = (
    uri: string,
    sight: Parameters<typeof judgeImage>[1],
    { types = ['ml.m5.large'], target = 'aws' }: { types?: readonly string[]; target?: 'aws' | 'local' } = {},
  ): readonly string[] =>
    told(judgeImage([{ uri, path: [], instanceTypes: types }], sight, { experiment: 'churn', target }));

  it.each<{ when: string; says: readonly string[]; of: () => readonly string[] }>([
    {
      when: 'it is missing',
      says: ['warning PREFLIGHT_IMAGE_MISSING'],
      of: () => judge(tag, { missing: 'Gone' }),
    },
    { when: 'it fits', says: [], of: () => judge(digest, { platforms: ['linux/amd64'] }) },
    {
      when: 'one of its platforms fits',
      says: [],
      of: () => judge(digest, { platforms: ['linux/arm64', 'linux/amd64'] }),
    },
    { when: 'it does not say', says: [], of: () => judge(digest, { platforms: [] }) },
    {
      when: 'no instance is known',
      says: [],
      of: () => judge(digest, { platforms: ['linux/arm64'] }, { types: [] }),
    },
    {
      when: 'its digest is for another platform',
      says: ['error PREFLIGHT_IMAGE_PLATFORM'],
      of: () => judge(digest, { platforms: ['linux/arm64'] }),
    },
    {
      when: 'its tag, which the apply may move, is for another platform',
      says: ['warning PREFLIGHT_IMAGE_PLATFORM'],
      of: () => judge(tag, { platforms: ['linux/arm64'] }),
    },
    {
      when: 'this machine runs it',
      says: ['warning PREFLIGHT_IMAGE_PLATFORM'],
      of: () => judge(digest, { platforms: ['linux/arm64'] }, { target: 'local' }),
    },
    {
      when: 'one of its instances is of another platform',
      says: ['error PREFLIGHT_IMAGE_PLATFORM'],
      of: () =>
        judge(digest, { platforms: ['linux/amd64'] }, { types: ['ml.m5.large', 'ml.p6e-gb200.36xlarge'] }),
    },
  ])('says $says if $when', ({ says, of }) => {
    expect(of()).toEqual(says);
  });

  it.each([
    ['ml.m5.large', 'linux/amd64'],
    ['ml.g5.xlarge', 'linux/amd64'],
    ['ml.g4dn.xlarge', 'linux/amd64'],
    ['ml.trn1n.32xlarge', 'linux/amd64'],
    ['ml.c6gd.large', 'linux/arm64'],
    ['ml.m8gn.large', 'linux/arm64'],
    ['ml.p6e-gb200.36xlarge', 'linux/arm64'],
  ])('takes %s for %s', (type, platform) => {
    expect(platformOf(type)).toBe(platform);
  });
});

describe('the judgement of a role', () => {
  const arn = 'arn:aws:iam::111122223333:role/team/tuning';
  const trust = (statement: unknown): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const allow = {
    Effect: 'Allow',
    Principal: { Service: ['ec2.amazonaws.com', 'sagemaker.amazonaws.com'] },
    Action: 'sts:AssumeRole',
  };

  it.each([
    { when: 'it is missing', role: undefined, says: ['warning PREFLIGHT_ROLE_MISSING'] },
    {
      when: 'it has another path or account',
      role: { arn: 'arn:aws:iam::111122223333:role/tuning', trustPolicy: trust(allow) },
      says: ['warning PREFLIGHT_ROLE_MISSING'],
    },
    { when: 'it trusts SageMaker', role: { arn, trustPolicy: trust(allow) }, says: [] },
    {
      when: 'it trusts another service',
      role: { arn, trustPolicy: trust({ ...allow, Principal: { Service: 'ec2.amazonaws.com' } }) },
      says: ['warning PREFLIGHT_ROLE_TRUST'],
    },
  ])('says $says if $when', ({ role, says }) => {
    expect(told(judgeRole({ arn, path: ['role_arn'] }, role, 'churn'))).toEqual(says);
  });

  it.each<[string, unknown, boolean]>([
    ['a list of statements', [{ ...allow, Principal: { Service: 'ec2.amazonaws.com' } }, allow], true],
    ['a condition, which only the service knows', { ...allow, Condition: { StringEquals: {} } }, true],
    ['any principal', { ...allow, Principal: '*' }, true],
    ['any AWS principal', { ...allow, Principal: { AWS: '*' } }, true],
    ['China’s principal', { ...allow, Principal: { Service: 'sagemaker.amazonaws.com.cn' } }, true],
    ['every action of STS', { ...allow, Action: ['sts:*'] }, true],
    ['another action', { ...allow, Action: 'sts:TagSession' }, false],
    ['a similar name', { ...allow, Principal: { Service: 'sagemaker.amazonaws.com.example' } }, false],
    ['a denial', [allow, { ...allow, Effect: 'Deny' }], false],
    ['a denial on a condition', [allow, { ...allow, Effect: 'Deny', Condition: { Bool: {} } }], true],
    ['no statement', [], false],
  ])('takes %s as it is meant', (_, statement, trusted) => {
    expect(trustsSageMaker(trust(statement))).toBe(trusted);
  });
});

describe('the judgement of buckets and channels', () => {
  const place = { experiment: 'churn', region: 'us-east-1', isFirstPlan: false };
  const use = { bucket: 'data', path: ['input_data_config'], use: 'channel "train"' } as const;

  it.each([
    { sight: { kind: 'absent' } as const, more: {}, says: ['warning PREFLIGHT_BUCKET_MISSING'] },
    { sight: { kind: 'absent' } as const, more: { isFirstPlan: true }, says: [] },
    { sight: { kind: 'present', region: 'us-east-1' } as const, more: {}, says: [] },
    {
      sight: { kind: 'present', region: 'eu-west-1' } as const,
      more: {},
      says: ['error PREFLIGHT_BUCKET_REGION'],
    },
    {
      sight: { kind: 'present', region: 'eu-west-1' } as const,
      more: { isFirstPlan: true },
      says: ['error PREFLIGHT_BUCKET_REGION'],
    },
  ])('says $says of a bucket that is $sight, $more', ({ sight, more, says }) => {
    expect(told(judgeBucket([use], sight, { ...place, ...more }))).toEqual(says);
  });

  it.each([
    { key: 'train/', isObject: false, first: 'train/a', says: [] },
    { key: 'train/', isObject: false, first: undefined, says: ['warning PREFLIGHT_CHANNEL_EMPTY'] },
    { key: 'train.json', isObject: true, first: 'train.json', says: [] },
    { key: 'train.json', isObject: true, first: 'train.json.old', says: ['warning PREFLIGHT_CHANNEL_EMPTY'] },
  ])('says $says of a channel at $key where $first comes first', ({ key, isObject, first, says }) => {
    const channel = { name: 'train', address: { bucket: 'data', key }, path: [], isObject };
    expect(told(judgeChannel(channel, first, 'churn'))).toEqual(says);
  });
});

describe('the judgement of a parent', () => {
  const parent = (more: Partial<ObservedTuningJob> = {}): ObservedTuningJob => ({
    name: 'first',
    arn: 'arn',
    status: 'Completed',
    counters: { completed: 3, inProgress: 0, retryableError: 0, nonRetryableError: 0, stopped: 0 },
    createdAtMs: 0,
    tags: {},
    spec: specOf(experimentConfig),
    ...more,
  });
  const none = { completed: 0, inProgress: 0, retryableError: 0, nonRetryableError: 4, stopped: 0 };
  const use = {
    by: 'configuration',
    name: 'first',
    path: [],
    objective: { type: 'Maximize', metricName: 'accuracy' },
  } as const;

  it.each([
    { when: 'it has ended', observed: parent(), says: [] },
    { when: 'it is missing', observed: undefined, says: ['warning PREFLIGHT_PARENT_MISSING'] },
    {
      when: 'it runs',
      observed: parent({ status: 'InProgress' }),
      says: ['warning PREFLIGHT_PARENT_RUNNING'],
    },
    {
      when: 'it is stopping',
      observed: parent({ status: 'Stopping' }),
      says: ['warning PREFLIGHT_PARENT_RUNNING'],
    },
    {
      when: 'it has no trial',
      observed: parent({ status: 'Failed', counters: none }),
      says: ['warning PREFLIGHT_PARENT_EMPTY'],
    },
    {
      when: 'it was stopped with trials',
      observed: parent({ status: 'Stopped', counters: { ...none, stopped: 1 } }),
      says: [],
    },
    {
      when: 'it minimizes',
      observed: parent({
        spec: specOf({ ...experimentConfig, objective: { type: 'Minimize', metric_name: 'accuracy' } }),
      }),
      says: ['error PREFLIGHT_PARENT_OBJECTIVE'],
    },
    {
      when: 'it has another metric and still runs',
      observed: parent({
        status: 'InProgress',
        spec: specOf({ ...experimentConfig, objective: { type: 'Maximize', metric_name: 'f1' } }),
      }),
      says: ['error PREFLIGHT_PARENT_OBJECTIVE'],
    },
    { when: 'its objective is not known', observed: { ...parent(), spec: undefined }, says: [] },
  ])('says $says if $when', ({ observed, says }) => {
    expect(told(judgeParent(use, observed as ObservedTuningJob | undefined, 'churn'))).toEqual(says);
  });

  it('of an extension looks only whether its record is there', () => {
    const extension = { ...use, by: 'extension' } as const;
    expect(judgeParent(extension, parent({ status: 'InProgress' }), 'churn')).toEqual([]);
    expect(judgeParent(extension, undefined, 'churn')).toMatchObject([
      {
        severity: 'warning',
        detail: expect.stringMatching(/of an earlier generation, whose record was deleted.*Increase run/),
      },
    ]);
  });

  it('judges no objective that is not known yet', () => {
    expect(judgeParent({ ...use, objective: {} }, parent(), 'churn')).toEqual([]);
  });
});

describe('the note about what was not seen', () => {
  const unseen = (more: Partial<Unseen>): Unseen => ({
    what: 'role "tuning"',
    why: 'not allowed',
    actions: ['iam:GetRole'],
    reason: 'no',
    ...more,
  });

  it('is one warning that names things, permissions and reasons', () => {
    const [note, ...more] = noteUnseen([
      unseen({}),
      unseen({ what: 'bucket "data"', actions: ['s3:ListBucket'] }),
      unseen({ what: 'image "a"', why: 'took too long' }),
      unseen({ what: 'image "b"', why: 'failed', reason: 'broken' }),
      unseen({ what: 'image "c"', why: 'elsewhere', reason: 'it is not in ECR' }),
      unseen({ why: 'no credentials' }),
    ]);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ severity: 'warning', path: [] });
    expect(note?.detail).toMatch(/set preflight = false in the provider\. \[PREFLIGHT_NOT_LOOKED\]$/);
    for (const part of [
      'role "tuning", bucket "data": allow iam:GetRole, s3:ListBucket.',
      'No answer came in time about image "a".',
      'The look at image "b" failed: broken',
      'Tuneform does not look at image "c": it is not in ECR.',
      'There are no valid AWS credentials, so nothing could be looked at; an apply needs some.',
    ]) {
      expect(note?.detail).toContain(part);
    }
  });

  it('is none where everything was seen', () => expect(noteUnseen([])).toEqual([]));
});

it('keeps the summaries of several things apart, and short', () => {
  expect(summaryOf('Channel Without Data', 'churn, train')).toBe('Channel Without Data: churn, train');
  expect(summaryOf('Channel Without Data', 'x'.repeat(200))).toHaveLength(100);
});
