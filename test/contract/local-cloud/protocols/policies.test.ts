import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conditionHolds } from '../../../../modules/local-cloud/policies/condition';
import { evaluatePolicies } from '../../../../modules/local-cloud/policies/evaluate-policy';
import { parsePolicy } from '../../../../modules/local-cloud/policies/policy-document';
import { TrustedRoles } from '../../../../modules/local-cloud/services/iam/role-directory';
import { RoleTable } from '../../../../modules/local-cloud/services/iam/role-record';
import { openLmdbStore } from '../../../../modules/local-cloud/store/lmdb-store';

const statement = (more: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more }],
  });

describe('evaluating policies', () => {
  const decide = (documents: readonly string[], action: string, resource = 'arn:aws:s3:::b/k') =>
    evaluatePolicies(
      documents.map((document) => parsePolicy(document, 'identity')),
      { principal: undefined, action, resource, context: {} },
    );

  it.each([
    ['the action itself', statement({}), 's3:GetObject', 'Allow'],
    ['the action in another case', statement({ Action: 'S3:getobject' }), 's3:GetObject', 'Allow'],
    ['a star in the action', statement({ Action: ['s3:Get*'] }), 's3:GetObject', 'Allow'],
    ['a question mark in the action', statement({ Action: 's3:?etObject' }), 's3:GetObject', 'Allow'],
    ['another action', statement({}), 's3:PutObject', 'none'],
    [
      'everything but an action',
      statement({ Action: undefined, NotAction: 's3:PutObject' }),
      's3:GetObject',
      'Allow',
    ],
    [
      'everything but this action',
      statement({ Action: undefined, NotAction: 's3:Get*' }),
      's3:GetObject',
      'none',
    ],
    ['the resource', statement({ Resource: ['arn:aws:s3:::b/*'] }), 's3:GetObject', 'Allow'],
    ['another resource', statement({ Resource: 'arn:aws:s3:::c/*' }), 's3:GetObject', 'none'],
    [
      'everything but a resource',
      statement({ Resource: undefined, NotResource: 'arn:aws:s3:::b/*' }),
      's3:GetObject',
      'none',
    ],
    ['dots that are not wildcards', statement({ Resource: 'arn:aws:s3:::b.k' }), 's3:GetObject', 'none'],
  ])('looks at %s', (_why, document, action, effect) => {
    expect(decide([document], action)).toBe(effect);
  });

  it('lets a denial win over any permission', () => {
    expect(
      decide([statement({ Action: '*' }), statement({ Effect: 'Deny', Resource: '*/k' })], 's3:GetObject'),
    ).toBe('Deny');
  });
});

describe('conditions', () => {
  const context = {
    'aws:sourcearn': ['arn:aws:sagemaker:us-east-1:000000000000:training-job/a'],
    count: ['5'],
    many: ['a', 'b'],
  };

  it.each<[string, string, string[], boolean]>([
    ['StringEquals', 'count', ['5'], true],
    ['StringEquals', 'count', ['4', '5'], true],
    ['StringNotEquals', 'count', ['5'], false],
    ['StringNotEquals', 'absent', ['5'], true],
    ['StringEquals', 'absent', ['5'], false],
    ['StringEqualsIfExists', 'absent', ['5'], true],
    ['StringEqualsIgnoreCase', 'many', ['A', 'B'], true],
    ['StringLike', 'AWS:SourceArn', ['arn:aws:sagemaker:*:training-job/*'], true],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:sagemaker:*:000000000000:*'], true],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:sagemaker:*:111111111111:*'], false],
    ['ArnLike', 'aws:SourceArn', ['arn:*'], false],
    ['ArnEquals', 'aws:SourceArn', ['arn:aws:sagemaker:us-east-1:000000000000:training-job/?'], true],
    ['NumericLessThan', 'count', ['6'], true],
    ['NumericGreaterThanEquals', 'count', ['6'], false],
    ['Bool', 'absent', ['true'], false],
    ['Null', 'absent', ['true'], true],
    ['Null', 'count', ['true'], false],
    ['ForAnyValue:StringEquals', 'many', ['b'], true],
    ['ForAllValues:StringEquals', 'many', ['b'], false],
    ['ForAllValues:StringEquals', 'absent', ['b'], true],
    ['StringSounds', 'count', ['5'], false],
  ])('%s of %s with %j is %s', (operator, key, values, holds) => {
    expect(conditionHolds({ operator, key, values }, context)).toBe(holds);
  });
});

describe('the roles SageMaker may assume', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-roles-'));
  const store = openLmdbStore(directory);
  const roles = new TrustedRoles(store);
  const use = {
    service: 'sagemaker.amazonaws.com',
    sourceArn: 'arn:aws:sagemaker:us-east-1:000000000000:training-job/a',
  } as const;

  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const trusting = (name: string, Principal: object | string, Condition?: object): string => {
    const arn = `arn:aws:iam::000000000000:role/x/${name}`;
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }];
    new RoleTable(store).put({
      name,
      arn,
      path: '/x/',
      id: 'AROA',
      createdAt: 0,
      trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
      maxSessionDuration: 3600,
      tags: [],
      inline: {},
      attached: [],
    });
    return arn;
  };
  const sagemaker = { Service: ['ec2.amazonaws.com', 'sagemaker.amazonaws.com'] };

  it.each<[string, object, object | undefined]>([
    ['the service alone', sagemaker, undefined],
    ['the account', sagemaker, { StringEquals: { 'aws:SourceAccount': '000000000000' } }],
    [
      'account and ARN',
      sagemaker,
      {
        StringEquals: { 'AWS:sourceaccount': ['000000000000'] },
        ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-east-1:000000000000:*' },
      },
    ],
  ])('trust %s', (why, principal, condition) => {
    expect(roles.check(trusting(why.replaceAll(' ', '-'), principal, condition), use)).toEqual({ ok: true });
  });

  it.each<[string, object, object | undefined, RegExp]>([
    [
      'another service',
      { Service: 'ec2.amazonaws.com' },
      undefined,
      /does not let sagemaker\.amazonaws\.com assume it/,
    ],
    [
      'another account',
      sagemaker,
      { StringEquals: { 'aws:SourceAccount': '111111111111' } },
      /conditions do not hold for .*aws:sourceaccount = 000000000000/,
    ],
    [
      'another ARN',
      sagemaker,
      { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:eu-west-1:*:*' } },
      /conditions do not hold/,
    ],
  ])('do not when they trust %s', (why, principal, condition, reason) => {
    expect(roles.check(trusting(why.replaceAll(' ', '-'), principal, condition), use)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('must be there, under their full name', () => {
    trusting('pathed', sagemaker);
    expect(roles.check('arn:aws:iam::000000000000:role/none', use)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no role') as string,
    });
    expect(roles.check('arn:aws:iam::000000000000:role/pathed', use)).toMatchObject({ ok: false });
    expect(roles.check('arn:aws:iam::111111111111:role/x/pathed', use)).toMatchObject({ ok: false });
  });
});
