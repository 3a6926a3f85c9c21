import { S3Client, CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { systemClock } from '../../../modules/kernel';
import { ManualClock } from '../../support/manual-clock';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { send, sign } from '../../support/signed-request';
import type { WireRequest } from '../../support/signed-request';

const LIST_JOBS = {
  service: 'sagemaker',
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'SageMaker.ListTrainingJobs' },
  body: '{"MaxResults":7}',
};
const WHO = {
  service: 'sts',
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
};
const PUT_OBJECT = {
  service: 's3',
  method: 'PUT',
  path: '/signed-bucket/a%20key',
  headers: { 'x-amz-meta-owner': 'me' },
  body: 'data',
};
const GET_OBJECT = {
  service: 's3',
  method: 'GET',
  path: '/signed-bucket/a%20key?response-content-type=text/plain',
  headers: {},
};

type TestRequest = Parameters<typeof sign>[1] & { readonly service: string };

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);
const withHeader = (wire: WireRequest, name: string, value: string | undefined): WireRequest => ({
  ...wire,
  headers: Object.fromEntries(
    Object.entries({ ...wire.headers, [name]: value }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ),
});
const inAuthorization = (wire: WireRequest, from: RegExp | string, to: string): WireRequest =>
  withHeader(wire, 'authorization', (wire.headers['authorization'] ?? '').replace(from, to));

function flipDigit(wire: WireRequest): WireRequest {
  const digit = /Signature=(.)/.exec(wire.headers['authorization'] ?? '')?.[1];
  return inAuthorization(wire, `Signature=${digit ?? ''}`, `Signature=${digit === '0' ? '1' : '0'}`);
}

describe('signatures', () => {
  let running: RunningCloud;
  let url: string;

  beforeAll(async () => {
    running = await runCloud();
    url = running.cloud.url;
    const s3 = new S3Client(running.client);
    await s3.send(new CreateBucketCommand({ Bucket: 'signed-bucket' }));
    await s3.send(new PutObjectCommand({ Bucket: 'signed-bucket', Key: 'a key', Body: 'data' }));
  });

  afterAll(() => running.remove());

  it.each([
    ['a JSON service', LIST_JOBS],
    ['a query service', WHO],
    ['an upload', PUT_OBJECT],
    ['a download', GET_OBJECT],
  ])('lets %s in that is signed as it should be', async (_what, request) => {
    expect(await send(url, await sign(url, request, request))).toMatchObject({ status: 200 });
  });

  it.each<[string, TestRequest, (wire: WireRequest) => WireRequest, string]>([
    [
      'a changed JSON body',
      LIST_JOBS,
      (w) => ({ ...w, body: Buffer.from('{"MaxResults":8}') }),
      'InvalidSignatureException',
    ],
    [
      'an emptied JSON body',
      LIST_JOBS,
      (w) => ({ ...w, body: Buffer.alloc(0) }),
      'InvalidSignatureException',
    ],
    [
      'another operation',
      LIST_JOBS,
      (w) => withHeader(w, 'x-amz-target', 'SageMaker.ListModels'),
      'InvalidSignatureException',
    ],
    ['another path', LIST_JOBS, (w) => ({ ...w, path: '/x' }), 'InvalidSignatureException'],
    ['an added query', LIST_JOBS, (w) => ({ ...w, path: '/?a=b' }), 'InvalidSignatureException'],
    ['another method', LIST_JOBS, (w) => ({ ...w, method: 'PUT' }), 'InvalidSignatureException'],
    [
      'another date',
      LIST_JOBS,
      (w) => withHeader(w, 'x-amz-date', isoBasic(minutes(1))),
      'InvalidSignatureException',
    ],
    ['no date', LIST_JOBS, (w) => withHeader(w, 'x-amz-date', undefined), 'IncompleteSignatureException'],
    ['a flipped digit', LIST_JOBS, flipDigit, 'InvalidSignatureException'],
    ['a cut signature', LIST_JOBS, (w) => inAuthorization(w, /.{2}$/, ''), 'IncompleteSignatureException'],
    [
      'another region in the scope',
      LIST_JOBS,
      (w) => inAuthorization(w, 'us-east-1', 'eu-west-1'),
      'InvalidSignatureException',
    ],
    [
      'another service in the scope',
      LIST_JOBS,
      (w) => inAuthorization(w, '/sagemaker/', '/ecr/'),
      'InvalidSignatureException',
    ],
    [
      'another day in the scope',
      LIST_JOBS,
      (w) => inAuthorization(w, /\/\d{8}\//, '/20200101/'),
      'IncompleteSignatureException',
    ],
    ['host not signed', LIST_JOBS, (w) => inAuthorization(w, 'host;', ''), 'InvalidSignatureException'],
    [
      'a signed header left out',
      LIST_JOBS,
      (w) => withHeader(w, 'content-type', undefined),
      'InvalidSignatureException',
    ],
    [
      'an added x-amz header',
      LIST_JOBS,
      (w) => withHeader(w, 'x-amz-meta-extra', '1'),
      'InvalidSignatureException',
    ],
    [
      'an unknown key',
      LIST_JOBS,
      (w) => inAuthorization(w, 'TUNEFORMLOCAL', 'SOMEBODYELSE'),
      'UnrecognizedClientException',
    ],
    [
      'no signature at all',
      LIST_JOBS,
      (w) => withHeader(w, 'authorization', undefined),
      'MissingAuthenticationTokenException',
    ],
    [
      'an invented session token',
      LIST_JOBS,
      (w) => withHeader(w, 'x-amz-security-token', 'abc'),
      'UnrecognizedClientException',
    ],
    [
      'a changed form',
      WHO,
      (w) => ({ ...w, body: Buffer.from('Action=GetSessionToken&Version=2011-06-15') }),
      'SignatureDoesNotMatch',
    ],
    [
      'an unknown key',
      WHO,
      (w) => inAuthorization(w, 'TUNEFORMLOCAL', 'SOMEBODYELSE'),
      'InvalidClientTokenId',
    ],
    [
      'changed object data',
      PUT_OBJECT,
      (w) => ({ ...w, body: Buffer.from('DATA') }),
      'XAmzContentSHA256Mismatch',
    ],
    [
      'changed data with its hash changed too',
      PUT_OBJECT,
      (w) =>
        withHeader(
          { ...w, body: Buffer.from('DATA') },
          'x-amz-content-sha256',
          'c97c29c7a71b392b437ee03fd17f09bb10b75e879466fc0eb757b2c4a78ac938',
        ),
      'SignatureDoesNotMatch',
    ],
    [
      'changed metadata',
      PUT_OBJECT,
      (w) => withHeader(w, 'x-amz-meta-owner', 'you'),
      'SignatureDoesNotMatch',
    ],
    ['added metadata', PUT_OBJECT, (w) => withHeader(w, 'x-amz-meta-more', 'x'), 'AccessDenied'],
    ['another key', PUT_OBJECT, (w) => ({ ...w, path: '/signed-bucket/b%20key' }), 'SignatureDoesNotMatch'],
    [
      'the same key written otherwise',
      PUT_OBJECT,
      (w) => ({ ...w, path: '/signed-bucket/a%20ke%79' }),
      'SignatureDoesNotMatch',
    ],
    [
      'a changed query',
      GET_OBJECT,
      (w) => ({ ...w, path: w.path.replace('plain', 'html') }),
      'SignatureDoesNotMatch',
    ],
    [
      'a query that does not decode',
      GET_OBJECT,
      (w) => ({ ...w, path: `${w.path}&x=%zz` }),
      'SignatureDoesNotMatch',
    ],
    [
      'no content hash',
      GET_OBJECT,
      (w) => withHeader(w, 'x-amz-content-sha256', undefined),
      'InvalidRequest',
    ],
    [
      'an unknown key',
      GET_OBJECT,
      (w) => inAuthorization(w, 'TUNEFORMLOCAL', 'SOMEBODYELSE'),
      'InvalidAccessKeyId',
    ],
    ['no signature at all', GET_OBJECT, (w) => withHeader(w, 'authorization', undefined), 'AccessDenied'],
    [
      'signature version 2',
      GET_OBJECT,
      (w) => withHeader(w, 'authorization', 'AWS TUNEFORMLOCAL:abc='),
      'InvalidRequest',
    ],
  ])('rejects %s', async (_why, request, change, code) => {
    const answer = await send(url, change(await sign(url, request, request)));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(codeOf(answer)).toBe(code);
  });

  it.each([
    ['20 minutes old', -20, 'RequestTimeTooSkewed', GET_OBJECT],
    ['20 minutes ahead', 20, 'RequestTimeTooSkewed', GET_OBJECT],
    ['20 minutes old', -20, 'InvalidSignatureException', LIST_JOBS],
    ['20 minutes old', -20, 'SignatureDoesNotMatch', WHO],
  ])('rejects a request signed %s, in the words of its service', async (_why, offset, code, request) => {
    const answer = await send(url, await sign(url, request, { ...request, at: minutes(offset) }));
    expect(codeOf(answer)).toBe(code);
    const time = '\\d{8}T\\d{6}Z';
    expect(answer.body).toMatch(
      code === 'RequestTimeTooSkewed'
        ? 'The difference between the request time and the current time is too large.'
        : new RegExp(`Signature expired: ${time} is now earlier than ${time} \\(${time} - 15 min\\.\\)`),
    );
  });

  it.each([
    ['a form of STS', WHO],
    ['a form of IAM', { ...WHO, body: 'Action=ListRoles&Version=2010-05-08' }],
    [
      'a query of STS',
      { ...WHO, method: 'GET', body: '', path: '/?Action=GetCallerIdentity&Version=2011-06-15' },
    ],
    ['a query of IAM', { ...WHO, method: 'GET', body: '', path: '/?Action=ListRoles&Version=2010-05-08' }],
  ])('rejects %s without a signature in the words of its protocol, not of S3', async (_why, request) => {
    const answer = await send(url, withHeader(await sign(url, request, request), 'authorization', undefined));
    expect(answer.status).toBe(403);
    expect(codeOf(answer)).toBe('MissingAuthenticationToken');
    expect(answer.body).toContain('<ErrorResponse');
  });

  it('rejects the right key with the wrong secret', async () => {
    const answer = await send(url, await sign(url, LIST_JOBS, { service: 'sagemaker', secret: 'guess' }));
    expect(codeOf(answer)).toBe('InvalidSignatureException');
  });

  it('rejects a region that is not its own, naming the one that is', async () => {
    const answer = await send(url, await sign(url, LIST_JOBS, { service: 'sagemaker', region: 'eu-west-1' }));
    expect(answer.body).toContain('us-east-1');
    expect(codeOf(answer)).toBe('InvalidSignatureException');
  });

  describe('in presigned links', () => {
    const presign = (
      change: (wire: WireRequest) => WireRequest,
      at?: Date,
    ): Promise<{ status: number; body: string }> =>
      sign(
        url,
        { method: 'GET', path: '/signed-bucket/a%20key' },
        { service: 's3', expiresIn: 60, ...(at && { at }) },
      ).then((wire) => send(url, change({ ...wire, headers: { host: new URL(url).host } })));

    it('are good until they expire', async () => {
      expect(await presign((wire) => wire)).toMatchObject({ status: 200, body: 'data' });
      expect(codeOf(await presign((wire) => wire, minutes(-2)))).toBe('AccessDenied');
    });

    it.each<[string, (path: string) => string, string]>([
      ['the key', (path) => path.replace('a%20key', 'b'), 'SignatureDoesNotMatch'],
      [
        'the lifetime',
        (path) => path.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'),
        'SignatureDoesNotMatch',
      ],
      [
        'the lifetime to more than a week',
        (path) => path.replace('X-Amz-Expires=60', 'X-Amz-Expires=700000'),
        'AuthorizationHeaderMalformed',
      ],
      [
        'the parameters by repeating one',
        (path) => `${path}&X-Amz-Date=20200101T000000Z`,
        'AuthorizationHeaderMalformed',
      ],
      ['the parameters by adding one', (path) => `${path}&versionId=1`, 'SignatureDoesNotMatch'],
      [
        'the signature by leaving it out',
        (path) => path.replace(/&X-Amz-Signature=[^&]+|X-Amz-Signature=[^&]+&/, ''),
        'AuthorizationHeaderMalformed',
      ],
    ])('are void once somebody changed %s', async (_why, change, code) => {
      expect(codeOf(await presign((wire) => ({ ...wire, path: change(wire.path) })))).toBe(code);
    });
  });
});

describe('session credentials', () => {
  it('sign until they expire, with their token and not without, across a restart', async () => {
    const clock = new ManualClock(Date.now());
    let running = await runCloud({ clock, signatureClock: systemClock });
    const { Credentials: issued } = await new STSClient(running.client).send(
      new GetSessionTokenCommand({ DurationSeconds: 900 }),
    );
    const session = {
      accessKeyId: issued?.AccessKeyId ?? '',
      secretAccessKey: issued?.SecretAccessKey ?? '',
      sessionToken: issued?.SessionToken ?? '',
    };
    const who = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
      new STSClient({ ...running.client, credentials }).send(new GetCallerIdentityCommand({}));
    const { directory } = running;
    await running.cloud.stop();
    running = { ...(await runCloud({ clock, signatureClock: systemClock, directory })), directory };

    expect(await who(session)).toMatchObject({ Account: '000000000000' });
    await expect(who({ ...session, sessionToken: 'other' })).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    const { sessionToken: _left, ...bare } = session;
    await expect(who(bare)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    const s3 = new S3Client({ ...running.client, credentials: session });
    await expect(s3.send(new GetObjectCommand({ Bucket: 'none', Key: 'k' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await clock.advance(901_000);
    await expect(who(session)).rejects.toMatchObject({ name: 'ExpiredToken' });
    await expect(s3.send(new GetObjectCommand({ Bucket: 'none', Key: 'k' }))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
    await running.remove();
  });
});

function codeOf(answer: { readonly body: string }): string {
  return (
    /"__type":"([^"]+)"/.exec(answer.body)?.[1] ??
    /<Code>([^<]+)<\/Code>/.exec(answer.body)?.[1] ??
    answer.body
  );
}

function isoBasic(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
