import * as iam from '@aws-sdk/client-iam';
import { freshRoles, trust } from '../../support/fresh-roles';
import type { FreshRole } from '../../support/fresh-roles';

describe('IAM roles', () => {
  const freshRole = freshRoles();
  let client: iam.IAMClient;
  let RoleName: string;
  let inline: FreshRole['inline'];

  beforeEach(async () => {
    ({ client, RoleName, inline } = await freshRole());
  });

  it('come back as they were made', async () => {
    const made = await client.send(
      new iam.CreateRoleCommand({
        RoleName: 'Full.Role_1',
        Path: '/service/x/',
        AssumeRolePolicyDocument: trust(),
        Description: 'a <b> & "c"',
        MaxSessionDuration: 7200,
        Tags: [
          { Key: 'k1', Value: 'v' },
          { Key: 'k2', Value: '' },
        ],
      }),
    );
    expect(made.Role?.Arn).toBe('arn:aws:iam::000000000000:role/service/x/Full.Role_1');
    const { Role } = await client.send(new iam.GetRoleCommand({ RoleName: 'full.role_1' }));
    expect(Role).toMatchObject({
      RoleName: 'Full.Role_1',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string,
      Description: 'a <b> & "c"',
      MaxSessionDuration: 7200,
      Tags: [
        { Key: 'k1', Value: 'v' },
        { Key: 'k2', Value: '' },
      ],
    });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust());
    expect(Role?.CreateDate).toBeInstanceOf(Date);
  });

  it('are listed page by page below a path', async () => {
    for (const name of ['p1', 'p2', 'p3']) {
      await client.send(
        new iam.CreateRoleCommand({ RoleName: name, Path: '/paged/', AssumeRolePolicyDocument: trust() }),
      );
    }
    const first = await client.send(new iam.ListRolesCommand({ PathPrefix: '/paged/', MaxItems: 2 }));
    expect(first).toMatchObject({ IsTruncated: true });
    const { Marker } = first;
    const second = await client.send(
      new iam.ListRolesCommand({ PathPrefix: '/paged/', MaxItems: 2, Marker }),
    );
    expect([...(first.Roles ?? []), ...(second.Roles ?? [])].map((role) => role.RoleName)).toEqual([
      'p1',
      'p2',
      'p3',
    ]);
    expect(second.IsTruncated).toBe(false);
  });

  it('can be changed', async () => {
    await client.send(new iam.UpdateRoleCommand({ RoleName, Description: 'new', MaxSessionDuration: 4000 }));
    const PolicyDocument = trust({ Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } });
    await client.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    const { Role } = await client.send(new iam.GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ Description: 'new', MaxSessionDuration: 4000 });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument);
    const { Role: described } = await client.send(
      new iam.UpdateRoleDescriptionCommand({ RoleName, Description: 'newer' }),
    );
    expect(described?.Description).toBe('newer');
  });

  it('carry tags', async () => {
    await client.send(
      new iam.TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await client.send(new iam.TagRoleCommand({ RoleName, Tags: [{ Key: 'a', Value: '3' }] }));
    await client.send(new iam.UntagRoleCommand({ RoleName, TagKeys: ['b'] }));
    const { Tags } = await client.send(new iam.ListRoleTagsCommand({ RoleName }));
    expect(Tags).toEqual([{ Key: 'a', Value: '3' }]);
  });

  it('list their tags sorted by key, page by page', async () => {
    const Tags = ['c', 'a', 'b'].map((Key) => ({ Key, Value: '' }));
    await client.send(new iam.TagRoleCommand({ RoleName, Tags }));
    const first = await client.send(new iam.ListRoleTagsCommand({ RoleName, MaxItems: 1 }));
    expect(first.Tags?.map(({ Key }) => Key)).toEqual(['a']);
    await client.send(new iam.UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    const { Marker } = first;
    const second = await client.send(new iam.ListRoleTagsCommand({ RoleName, Marker }));
    expect(second.Tags?.map(({ Key }) => Key)).toEqual(['b', 'c']);
  });

  it('may have a permissions boundary', async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';
    await client.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    const { Role } = await client.send(new iam.GetRoleCommand({ RoleName }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
    await client.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName }));
    expect(
      (await client.send(new iam.GetRoleCommand({ RoleName }))).Role?.PermissionsBoundary,
    ).toBeUndefined();
  });

  it('are in no instance profile', async () => {
    const answer = await client.send(new iam.ListInstanceProfilesForRoleCommand({ RoleName }));
    expect(answer.InstanceProfiles).toEqual([]);
  });

  it('are deleted only once nothing hangs on them', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await inline('p');
    await client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await expect(client.send(new iam.DeleteRoleCommand({ RoleName }))).rejects.toBeInstanceOf(
      iam.DeleteConflictException,
    );
    await client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await expect(client.send(new iam.DeleteRoleCommand({ RoleName }))).rejects.toBeInstanceOf(
      iam.DeleteConflictException,
    );
    await client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
    await client.send(new iam.DeleteRoleCommand({ RoleName }));
    await expect(client.send(new iam.GetRoleCommand({ RoleName }))).rejects.toBeInstanceOf(
      iam.NoSuchEntityException,
    );
  });

  it('are made once, whatever the case of the name', async () => {
    const again = client.send(
      new iam.CreateRoleCommand({ RoleName: RoleName.toUpperCase(), AssumeRolePolicyDocument: trust() }),
    );
    await expect(again).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(again).rejects.toBeInstanceOf(iam.EntityAlreadyExistsException);
  });

  it.each([
    ['no JSON', '{'],
    ['no statement', '{"Version":"2012-10-17"}'],
    ['a resource', trust({ Resource: '*' })],
    ['an unknown effect', trust({ Effect: 'Maybe' })],
    ['no principal', trust({ Principal: undefined })],
    ['an unknown kind of principal', trust({ Principal: { Robot: 'x' } })],
  ])('reject a trust policy with %s', async (_why, AssumeRolePolicyDocument) => {
    await expect(
      client.send(new iam.CreateRoleCommand({ RoleName: 'never', AssumeRolePolicyDocument })),
    ).rejects.toBeInstanceOf(iam.MalformedPolicyDocumentException);
  });

  it('reject input that the model forbids, naming every fault', async () => {
    const bad = client.send(
      new iam.CreateRoleCommand({
        RoleName: 'bad role',
        AssumeRolePolicyDocument: trust(),
        MaxSessionDuration: 1,
      }),
    );
    await expect(bad).rejects.toMatchObject({
      name: 'ValidationError',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(bad).rejects.toThrow(
      /^2 validation errors detected: Value 'bad role' at 'roleName' .*pattern: .*; Value '1' at 'maxSessionDuration'.*3600$/,
    );
  });
});
