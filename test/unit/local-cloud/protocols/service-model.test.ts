import * as ecr from '@aws-sdk/client-ecr';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { loadConstraintTable } from '../../../../modules/local-cloud/constraints/constraint-table';
import { loadServiceModel } from '../../../../modules/local-cloud/protocols/service-model';
import { validateInput } from '../../../../modules/local-cloud/protocols/validate-input';
import { readQueryRequest, writeQueryAnswer } from '../../../../modules/local-cloud/protocols/wire/aws-query';
import { writeErrorAnswer } from '../../../../modules/local-cloud/protocols/wire/error-answer';
import { routeRest } from '../../../../modules/local-cloud/protocols/wire/rest-route';
import { bucketOf } from '../../../../modules/local-cloud/protocols/wire/s3-address';
import { ecr as ecrProfile } from '../../../../modules/local-cloud/services/ecr';
import { iam as iamProfile } from '../../../../modules/local-cloud/services/iam';
import { s3 as s3Profile } from '../../../../modules/local-cloud/services/s3';
import { isMutating } from '../../../../modules/local-cloud/protocols/mutating';
import { ServiceFault } from '../../../../modules/local-cloud/ports/service';

const iamModel = loadServiceModel(iamProfile, iam, loadConstraintTable('iam'));
const ecrModel = loadServiceModel(ecrProfile, ecr, loadConstraintTable('ecr'));
const s3Model = loadServiceModel(s3Profile, s3);

/** For toThrow, which wants an error. */
const matching = (members: object): Error => expect.objectContaining(members) as Error;

describe('the model of a service', () => {
  it('is read from the SDK however the module was imported', () => {
    const byDefault = loadServiceModel(iamProfile, { default: iam, iam: 1 });
    expect([...byDefault.operations.keys()]).toEqual([...iamModel.operations.keys()]);
    expect(iamModel.errors.get('NoSuchEntityException')).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
      messageMember: 'message',
    });
  });

  it('is rejected when its schemas are laid out in another way', () => {
    const moved = {
      CreateRole$: [
        9,
        'ns',
        'CreateRole',
        0,
        () => [3, 'ns', 'CreateRoleRequest', 0, ['RoleName'], [0]],
        () => [3, 'ns', 'R', 0, [], []],
      ],
    };
    expect(() => loadServiceModel(iamProfile, moved)).toThrow(
      matching({
        code: 'SDK_SCHEMA_LAYOUT',
        message: expect.stringContaining('npm ci') as string,
      }),
    );
    expect(() => loadServiceModel(iamProfile, {})).toThrow(/read as requiring nothing/);
  });
});

describe('holding input to the model', () => {
  const check = (operation: string, input: unknown) => () =>
    validateInput(ecrModel, ecrModel.operations.get(operation)!, input);

  it.each([
    [
      'a missing member',
      'PutImage',
      { repositoryName: 'ab' },
      "Value null at 'imageManifest' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a name too short',
      'CreateRepository',
      { repositoryName: 'a' },
      'Member must have length greater than or equal to 2',
    ],
    [
      'a name that does not match',
      'CreateRepository',
      { repositoryName: 'AB' },
      'Member must satisfy regular expression pattern: ',
    ],
    [
      'a value that is not in the set',
      'CreateRepository',
      { repositoryName: 'ab', imageTagMutability: 'X' },
      'Member must satisfy enum value set: [MUTABLE, IMMUTABLE',
    ],
    [
      'a number too small',
      'DescribeRepositories',
      { maxResults: 0 },
      'Member must have value greater than or equal to 1',
    ],
    [
      'a list too long',
      'BatchGetImage',
      { repositoryName: 'ab', imageIds: Array.from({ length: 101 }, () => ({})) },
      "Value '[101 items]' at 'imageIds'",
    ],
    [
      'an empty place in a list',
      'BatchGetImage',
      { repositoryName: 'ab', imageIds: [null] },
      "Value null at 'imageIds.1.member'",
    ],
  ])('finds %s', (_why, operation, input, fault) => {
    expect(check(operation, input)).toThrow(
      matching({
        code: 'InvalidParameterException',
        message: expect.stringContaining(fault) as string,
      }),
    );
  });

  it.each([
    ['a list for a structure', 'CreateRepository', []],
    ['a structure for a list', 'BatchGetImage', { repositoryName: 'ab', imageIds: {} }],
    ['a number for a text', 'CreateRepository', { repositoryName: 5 }],
    ['a text for a truth value', 'DeleteRepository', { repositoryName: 'ab', force: 'yes' }],
    ['a text for a number', 'DescribeRepositories', { maxResults: '5' }],
  ])('rejects %s as a wrong type', (_why, operation, input) => {
    expect(check(operation, input)).toThrow(matching({ code: 'SerializationException' }));
  });

  it('lets through what the model allows, and what it does not know', () => {
    expect(
      check('CreateRepository', {
        repositoryName: 'team/app',
        tags: [{ Key: 'a', Value: '' }],
        future: { x: 1 },
      }),
    ).not.toThrow();
    expect(check('DescribeRepositories', { repositoryNames: null })).not.toThrow();
  });

  it('does not look for members on prototypes', () => {
    expect(check('PutImage', Object.create({ repositoryName: 'ab', imageManifest: 'x' }))).toThrow(
      /2 validation errors/,
    );
  });
});

describe('AWS query', () => {
  const operation = iamModel.operations.get('CreateRole')!;
  const read = (form: string) => readQueryRequest(iamModel, operation, new URLSearchParams(form));

  it('reads lists of structures, numbers and empty values', () => {
    const base =
      'Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=%7B%7D&MaxSessionDuration=3600';
    expect(
      read(`${base}&Tags.member.1.Key=a&Tags.member.1.Value=&Tags.member.2.Key=b&Tags.member.2.Value=c`),
    ).toEqual({
      RoleName: 'r',
      AssumeRolePolicyDocument: '{}',
      MaxSessionDuration: 3600,
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'b', Value: 'c' },
      ],
    });
    expect(() => read(base.replace('3600', 'long'))).toThrow(matching({ code: 'SerializationException' }));
  });

  it('wraps answers and escapes what they hold', () => {
    const get = iamModel.operations.get('GetRole')!;
    const output = { Role: { Path: '/', RoleName: '<&>', RoleId: 'x', Arn: 'a', CreateDate: new Date(0) } };
    const { body } = writeQueryAnswer(iamModel, get, { output, requestId: 'id' });
    const text = (body as Buffer).toString();
    expect(text).toMatch(
      /^<GetRoleResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><GetRoleResult>/,
    );
    expect(text).toContain('<RoleName>&lt;&amp;&gt;</RoleName>');
    expect(text).toContain('<CreateDate>1970-01-01T00:00:00Z</CreateDate>');
    expect(text).toMatch(
      /<ResponseMetadata><RequestId>id<\/RequestId><\/ResponseMetadata><\/GetRoleResponse>$/,
    );
  });
});

describe('routing S3', () => {
  const route = (asked: { method: string; path: string; query?: string; headers?: object }) =>
    routeRest(s3Model, {
      method: asked.method,
      path: asked.path,
      query: new URLSearchParams(asked.query),
      headers: { ...asked.headers },
      among: (operation) => !/^List(Directory)?Buckets$|^WriteGetObjectResponse$/.test(operation.name),
    });

  it.each<[string, object, string]>([
    ['GET /', {}, 'ListObjects'],
    ['GET /?list-type=2&prefix=a', {}, 'ListObjectsV2'],
    ['GET /?versions', {}, 'ListObjectVersions'],
    ['GET /?uploads', {}, 'ListMultipartUploads'],
    ['GET /?versioning', {}, 'GetBucketVersioning'],
    ['GET /?policyStatus', {}, 'GetBucketPolicyStatus'],
    ['PUT /', {}, 'CreateBucket'],
    ['PUT /?lifecycle', {}, 'PutBucketLifecycleConfiguration'],
    ['DELETE /?publicAccessBlock', {}, 'DeletePublicAccessBlock'],
    ['POST /?delete', {}, 'DeleteObjects'],
    ['GET /a/b', {}, 'GetObject'],
    ['GET /a/b?uploadId=u', {}, 'ListParts'],
    ['GET /a/b?tagging', {}, 'GetObjectTagging'],
    ['GET /a/b?acl', {}, 'GetObjectAcl'],
    ['GET /a/b?attributes', { 'x-amz-object-attributes': 'ETag' }, 'GetObjectAttributes'],
    ['HEAD /a/b', {}, 'HeadObject'],
    ['PUT /a/b', {}, 'PutObject'],
    ['PUT /a/b', { 'x-amz-copy-source': 'b/k' }, 'CopyObject'],
    ['PUT /a/b?partNumber=1&uploadId=u', {}, 'UploadPart'],
    ['PUT /a/b?partNumber=1&uploadId=u', { 'x-amz-copy-source': 'b/k' }, 'UploadPartCopy'],
    ['POST /a/b?uploads', {}, 'CreateMultipartUpload'],
    ['POST /a/b?uploadId=u', {}, 'CompleteMultipartUpload'],
    ['DELETE /a/b', {}, 'DeleteObject'],
    ['DELETE /a/b?uploadId=u', {}, 'AbortMultipartUpload'],
  ])('takes %s with the headers %j for %s', (line, headers, operation) => {
    const [method = '', address = ''] = line.split(' ');
    const [path = '', query = ''] = address.split('?');
    expect(route({ method, path, query, headers })?.operation.name).toBe(operation);
  });

  it('keeps slashes and decodes the key once', () => {
    expect(route({ method: 'GET', path: '//a%252Fb%20c/' })?.labels).toEqual({ Key: '/a%2Fb c/' });
  });

  it.each([
    ['127.0.0.1:4747', '/bucket/a/b', { bucket: 'bucket', path: '/a/b' }],
    ['127.0.0.1:4747', '/bucket', { bucket: 'bucket', path: '/' }],
    ['127.0.0.1:4747', '/', { bucket: undefined, path: '/' }],
    ['my.bucket.localhost:4747', '/a', { bucket: 'my.bucket', path: '/a' }],
    ['localhost:4747', '/bucket//a', { bucket: 'bucket', path: '//a' }],
  ])('takes the bucket from %s%s', (host, path, address) => {
    expect(bucketOf(host, path)).toEqual(address);
  });
});

describe('errors', () => {
  it('go out with the modelled code, status and members', () => {
    const json = writeErrorAnswer(new ServiceFault('RepositoryNotFoundException', 'no <such>'), {
      protocol: 'json',
      model: ecrModel,
      requestId: 'r',
    });
    expect(json).toMatchObject({ status: 400, code: 'RepositoryNotFoundException' });
    expect(JSON.parse(json.body.toString())).toEqual({
      __type: 'RepositoryNotFoundException',
      message: 'no <such>',
    });
    const query = writeErrorAnswer(new ServiceFault('NoSuchEntityException', 'a < b'), {
      protocol: 'query',
      model: iamModel,
      requestId: 'r',
    });
    expect(query).toMatchObject({ status: 404, code: 'NoSuchEntity' });
    expect(query.body.toString()).toContain(
      '<Type>Sender</Type><Code>NoSuchEntity</Code><Message>a &lt; b</Message>',
    );
    const fault = new ServiceFault('NoSuchKey', 'gone', { members: { Key: 'a&b' } });
    const xml = writeErrorAnswer(fault, { protocol: 'rest-xml', model: s3Model, requestId: 'r' });
    expect(xml).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(xml.body.toString()).toContain('<Key>a&amp;b</Key>');
  });
});

it.each([
  ['CreateTrainingJob', true],
  ['PutObject', true],
  ['UploadPart', true],
  ['BatchDeleteImage', true],
  ['StopTrainingJob', true],
  ['DescribeTrainingJob', false],
  ['ListTags', false],
  ['HeadObject', false],
  ['BatchGetImage', false],
  ['BatchCheckLayerAvailability', false],
  ['InvokeEndpoint', false],
  ['AssumeRole', false],
  ['unknown', false],
])('%s changes something: %s', (operation, mutating) => {
  expect(isMutating(operation)).toBe(mutating);
});
