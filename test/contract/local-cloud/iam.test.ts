import * as iam from '@aws-sdk/client-iam';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

const trust = (more: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
        ...more,
      },
    ],
  });
const allow = (Action: string | string[], Resource = '*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

describe('IAM through the SDK', () => {
  let running: RunningCloud;
  let client: iam.IAMClient;
  let number = 0;
  let RoleName: string;

  beforeAll(async () => {
    running = await runCloud();
    client = new iam.IAMClient(running.client);
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    number += 1;
    RoleName = `role-${String(number)}`;
    await client.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust() }));
  });

  const inline = (PolicyName: string, PolicyDocument = allow('s3:GetObject')) =>
    client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));

  describe('roles', () => {
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
      await client.send(
        new iam.UpdateRoleCommand({ RoleName, Description: 'new', MaxSessionDuration: 4000 }),
      );
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

  describe('inline policies', () => {
    it('come back byte for byte', async () => {
      const PolicyDocument = `{ "Version": "2012-10-17",\n  "Statement": [{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*(1)'é"}] }`;
      await inline('p2', PolicyDocument);
      await inline('p1');
      const read = await client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName: 'p2' }));
      expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(PolicyDocument);
      expect((await client.send(new iam.ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual([
        'p1',
        'p2',
      ]);
    });

    it('are rejected when missing or malformed', async () => {
      await expect(
        client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName: 'x' })),
      ).rejects.toBeInstanceOf(iam.NoSuchEntityException);
      await expect(
        client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName: 'x' })),
      ).rejects.toBeInstanceOf(iam.NoSuchEntityException);
      await expect(inline('x', trust())).rejects.toBeInstanceOf(iam.MalformedPolicyDocumentException);
    });
  });

  describe('managed policies', () => {
    const create = async (PolicyName: string): Promise<string> => {
      const { Policy } = await client.send(
        new iam.CreatePolicyCommand({
          PolicyName,
          PolicyDocument: allow('logs:*'),
          Description: 'd',
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      );
      return Policy?.Arn ?? '';
    };

    it('have versions, one of them the default', async () => {
      const PolicyArn = await create('versions');
      const made = await client.send(
        new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow('s3:*'), SetAsDefault: true }),
      );
      expect(made.PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
      const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
      expect(Policy).toMatchObject({
        DefaultVersionId: 'v2',
        AttachmentCount: 0,
        Description: 'd',
        Tags: [{ Key: 'a', Value: 'b' }],
      });
      const read = await client.send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      expect(decodeURIComponent(read.PolicyVersion?.Document ?? '')).toBe(allow('logs:*'));
      await expect(
        client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' })),
      ).rejects.toBeInstanceOf(iam.DeleteConflictException);
      await expect(client.send(new iam.DeletePolicyCommand({ PolicyArn }))).rejects.toBeInstanceOf(
        iam.DeleteConflictException,
      );
      await client.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
      const { Versions } = await client.send(new iam.ListPolicyVersionsCommand({ PolicyArn }));
      expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v1']);
      await client.send(new iam.DeletePolicyCommand({ PolicyArn }));
      await expect(client.send(new iam.GetPolicyCommand({ PolicyArn }))).rejects.toBeInstanceOf(
        iam.NoSuchEntityException,
      );
    });

    it('have at most five versions', async () => {
      const PolicyArn = await create('five');
      const add = () =>
        client.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow('s3:*') }));
      for (let i = 0; i < 4; i += 1) await add();
      await expect(add()).rejects.toBeInstanceOf(iam.LimitExceededException);
    });

    it('list their versions newest first, page by page, though one is deleted in between', async () => {
      const PolicyArn = await create('renewed');
      for (let newest = 2; newest <= 11; newest += 1) {
        const VersionId = `v${String(newest - 4)}`;
        if (newest > 5) await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
        await client.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow('s3:*') }));
      }
      const list = async (Marker?: string) => {
        const page = await client.send(new iam.ListPolicyVersionsCommand({ PolicyArn, Marker, MaxItems: 2 }));
        return { Marker: page.Marker, ids: page.Versions?.map(({ VersionId }) => VersionId) };
      };
      const first = await list();
      expect(first.ids).toEqual(['v11', 'v10']);
      await client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v10' }));
      const second = await list(first.Marker);
      expect(second.ids).toEqual(['v9', 'v8']);
      expect((await list(second.Marker)).ids).toEqual(['v1']);
    });

    it('are attached, counted, listed and detached', async () => {
      const PolicyArn = await create('attached');
      await client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
      await client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
      const { AttachedPolicies } = await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }));
      expect(AttachedPolicies).toEqual([{ PolicyName: 'attached', PolicyArn }]);
      const { PolicyRoles } = await client.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn }));
      expect(PolicyRoles).toMatchObject([{ RoleName }]);
      const { Policies } = await client.send(
        new iam.ListPoliciesCommand({ OnlyAttached: true, Scope: 'Local' }),
      );
      expect(Policies?.map(({ Arn }) => Arn)).toEqual([PolicyArn]);
      await expect(client.send(new iam.DeletePolicyCommand({ PolicyArn }))).rejects.toBeInstanceOf(
        iam.DeleteConflictException,
      );
      await client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await expect(
        client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn })),
      ).rejects.toBeInstanceOf(iam.NoSuchEntityException);
    });

    it('carry tags', async () => {
      const PolicyArn = await create('tagged');
      await client.send(new iam.TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'c', Value: 'd' }] }));
      await client.send(new iam.UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
      expect((await client.send(new iam.ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual([
        { Key: 'c', Value: 'd' },
      ]);
    });

    it('must exist to be attached', async () => {
      const PolicyArn = 'arn:aws:iam::000000000000:policy/none';
      await expect(
        client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn })),
      ).rejects.toBeInstanceOf(iam.NoSuchEntityException);
      await create('twice');
      await expect(create('twice')).rejects.toBeInstanceOf(iam.EntityAlreadyExistsException);
    });
  });

  it('simulates what a role may do from all of its policies', async () => {
    await inline(
      'data',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::mine/*' },
          { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::mine/secret/*' },
        ],
      }),
    );
    await client.send(
      new iam.AttachRolePolicyCommand({
        RoleName,
        PolicyArn: 'arn:aws:iam::aws:policy/CloudWatchLogsFullAccess',
      }),
    );
    const decide = async (ActionNames: string[], ResourceArns: string[]) => {
      const decisions: (string | undefined)[] = [];
      let Marker: string | undefined;
      do {
        const page: iam.SimulatePrincipalPolicyCommandOutput = await client.send(
          new iam.SimulatePrincipalPolicyCommand({
            PolicySourceArn: `arn:aws:iam::000000000000:role/${RoleName}`,
            ActionNames,
            ResourceArns,
            MaxItems: 1,
            Marker,
          }),
        );
        decisions.push(...(page.EvaluationResults ?? []).map(({ EvalDecision }) => EvalDecision));
        Marker = page.Marker;
      } while (Marker !== undefined);
      return decisions;
    };
    expect(await decide(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::mine/a'])).toEqual([
      'allowed',
      'implicitDeny',
    ]);
    expect(await decide(['s3:GetObject'], ['arn:aws:s3:::mine/secret/a', 'arn:aws:s3:::other/a'])).toEqual([
      'explicitDeny',
      'implicitDeny',
    ]);
    expect(await decide(['logs:PutLogEvents'], ['*'])).toEqual(['allowed']);
    expect(await decide(['s3:PutObject', 's3:GetObject'], ['arn:aws:s3:::mine/a'])).toEqual([
      'implicitDeny',
      'allowed',
    ]);
  });

  it('rejects an operation it does not serve by name', async () => {
    await expect(client.send(new iam.ListUsersCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('iam:ListUsers') as string,
      $metadata: { httpStatusCode: 501 },
    });
  });
});
