import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerraformResource, TerraformStack } from 'cdktf';
import { AwsProviderFor, Target } from '../../../modules/constructs';
import { formatProfile } from '../../../modules/local-access';
import { synthesised, scratchApp } from './synthesised';

beforeAll(() => {
  delete process.env['XDG_STATE_HOME'];
});

const providerFor = (
  target: Target,
  defaultTags?: Record<string, string>,
): { aws: AwsProviderFor; stack: TerraformStack } => {
  const stack = new TerraformStack(scratchApp(), 'stack');
  return { stack, aws: new AwsProviderFor(stack, 'Aws', { target, ...(defaultTags && { defaultTags }) }) };
};

describe('the AWS provider for a target', () => {
  it('knows the local cloud by a profile, which has key and address, and asks the outside nothing', () => {
    const { stack } = providerFor(Target.local({ url: 'http://127.0.0.1:5000/' }));
    expect(synthesised(stack).provider?.['aws']).toEqual([
      {
        region: 'us-east-1',
        shared_credentials_files: ['~/.local/state/tuneform/local-clouds/5000'],
        profile: 'tuneform-local',
        s3_use_path_style: true,
        skip_metadata_api_check: 'true',
        skip_region_validation: true,
        max_retries: 1,
      },
    ]);
  });

  it.each([
    ['AWS_ENDPOINT_URL', 'https://elsewhere.example'],
    ['AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:4566'],
    ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true'],
  ])('is refused for the local cloud while %s=%s would lead its requests elsewhere', (name, value) => {
    process.env[name] = value;
    try {
      const target = Target.local({ url: 'http://127.0.0.1:5000' });
      expect(() => providerFor(target)).toThrow(
        `The target is the local cloud at http://127.0.0.1:5000, but ${name} would send requests of the AWS provider elsewhere. ` +
          'Unset it, or set AWS_ENDPOINT_URL to http://127.0.0.1:5000.',
      );
      expect(() => providerFor(Target.aws({ region: 'eu-west-1' }))).not.toThrow();
      process.env[name] = name.startsWith('AWS_ENDPOINT') ? 'http://127.0.0.1:5000/' : 'false';
      expect(() => providerFor(target)).not.toThrow();
    } finally {
      Reflect.deleteProperty(process.env, name);
    }
  });

  it('is refused for a key without an address, which would be sent to AWS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    const credentialsFile = join(folder, 'credentials');
    const pair = { accessKeyId: 'A', secretAccessKey: 'B' };
    const make = () => providerFor(Target.local({ url: 'http://127.0.0.1:5000', credentialsFile }));
    // The local cloud makes the file when it starts; without a key nothing is sent.
    expect(make).not.toThrow();
    writeFileSync(credentialsFile, formatProfile({ pair }));
    expect(make).toThrow(`in ${credentialsFile} has no endpoint_url`);
    writeFileSync(credentialsFile, formatProfile({ pair, endpointUrl: 'http://127.0.0.1:5000' }));
    expect(make).not.toThrow();
    rmSync(folder, { recursive: true });
  });

  it('refuses the one service that it would call in AWS all the same, for the local cloud only', () => {
    const problems = (target: Target): readonly string[] => {
      const { stack, aws } = providerFor(target);
      new TerraformResource(stack, 'Domain', { terraformResourceType: 'aws_simpledb_domain' });
      return aws.node.validate();
    };
    expect(problems(Target.local())).toEqual([
      'aws_simpledb_domain "stack/Domain" would be created in AWS: the local cloud does not serve SimpleDB.',
    ]);
    expect(problems(Target.aws({ region: 'eu-west-1' }))).toEqual([]);
  });

  it('is the plain provider on AWS, held to the one account', () => {
    const { stack } = providerFor(
      Target.aws({ region: 'eu-west-1', account: '123456789012', profile: 'team' }),
    );
    expect(synthesised(stack).provider?.['aws']).toEqual([
      { region: 'eu-west-1', allowed_account_ids: ['123456789012'], profile: 'team' },
    ]);
  });

  it('sends single services elsewhere where the target says so', () => {
    const endpoints = { sagemaker: 'https://vpce.example', s3: 'https://s3.example' };
    const { stack } = providerFor(
      Target.aws({ region: 'eu-west-1', endpoints: { ...endpoints, sagemakerRuntime: 'https://r.example' } }),
    );
    expect(synthesised(stack).provider?.['aws']).toEqual([{ region: 'eu-west-1', endpoints: [endpoints] }]);
  });

  it('asks STS for the account only if it is not configured', () => {
    const unknown = providerFor(Target.aws({ region: 'eu-west-1' }));
    expect(synthesised(unknown.stack).data).toBeUndefined();
    expect([unknown.aws.account, unknown.aws.account]).toHaveLength(2);
    expect(Object.keys(synthesised(unknown.stack).data?.['aws_caller_identity'] ?? {})).toHaveLength(1);
    expect(providerFor(Target.local()).aws.account).toBe('000000000000');
  });

  it('passes default tags on', () => {
    const { stack } = providerFor(Target.aws({ region: 'eu-west-1' }), { Team: 'a' });
    expect(synthesised(stack).provider?.['aws']?.[0]).toMatchObject({
      default_tags: [{ tags: { Team: 'a' } }],
    });
  });

  it.each([
    ['https://sagemaker.us-east-1.amazonaws.com', 'it is AWS'],
    ['http://10.0.0.5:4747', 'it is another machine'],
    ['http://127.0.0.1.example.com:4747', 'it only looks like loopback'],
    ['4747', 'it is no URL'],
  ])('rejects the local URL %s because %s', (url) => {
    expect(() => Target.local({ url })).toThrow('must be on loopback');
  });
});
