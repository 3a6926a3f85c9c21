import { TerraformStack } from 'cdktf';
import { AwsProviderFor, Target } from '../../../modules/constructs';
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
  it('sends every service the stacks use to the local cloud and asks the outside nothing', () => {
    const { stack } = providerFor(Target.local({ url: 'http://127.0.0.1:5000/' }));
    const url = 'http://127.0.0.1:5000';
    expect(synthesised(stack).provider?.['aws']).toEqual([
      {
        region: 'us-east-1',
        endpoints: [
          expect.objectContaining({ s3: url, iam: url, sts: url, ecr: url, logs: url, ec2: url, sqs: url }),
        ],
        shared_credentials_files: ['~/.local/state/tuneform/local-clouds/5000'],
        profile: 'tuneform-local',
        s3_use_path_style: true,
        skip_metadata_api_check: 'true',
        skip_region_validation: true,
        max_retries: 1,
      },
    ]);
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
