import * as iam from '@aws-sdk/client-iam';
import { allow, freshRoles, trust } from '../../support/fresh-roles';
import type { FreshRole } from '../../support/fresh-roles';

describe('IAM policies', () => {
  const freshRole = freshRoles();
  let client: iam.IAMClient;
  let RoleName: string;
  let inline: FreshRole['inline'];

  beforeEach(async () => {
    ({ client, RoleName, inline } = await freshRole());
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
