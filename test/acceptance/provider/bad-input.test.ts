import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { basename, join } from 'node:path';
import { terraformCommand } from '../../support/terraform-cli';
import { startBench } from './bench';
import type { Bench } from './bench';
import { endpointBlock, championBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import type { ExperimentOptions } from './configurations';
import { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(async () => {
  await bench.stop();
});
beforeEach(async () => {
  const environment = await bench.keptProvider({
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    AWS_CONFIG_FILE: '/nowhere/config',
    HOME: '/nowhere',
  });
  folder = new TerraformFolder(bench.providerFolder, environment);
});
afterEach(() => {
  folder.remove();
});

const manyRanges = Array.from(
  { length: 31 },
  (_, index) => `{ name = "p${String(index)}", min_value = 0, max_value = 1 }`,
).join(', ');

interface OfflineCase {
  readonly name: string;
  readonly given: ExperimentOptions;
  /** The line of the configuration that the error points at. */
  readonly at: RegExp;
  readonly says: readonly RegExp[];
}

const offline: readonly OfflineCase[] = [
  {
    name: 'a range upside down',
    given: { range: '{ name = "x", min_value = 2, max_value = 1 }' },
    at: /parameter_ranges/,
    says: [/2/, /1/],
  },
  {
    name: 'a logarithmic range that reaches zero',
    given: { range: '{ name = "x", min_value = 0, max_value = 1, scaling_type = "Logarithmic" }' },
    at: /parameter_ranges/,
    says: [/log/i, /0/],
  },
  {
    name: 'more than 30 ranges',
    given: { range: manyRanges },
    at: /parameter_ranges/,
    says: [/31/, /30/],
  },
  {
    name: 'a regular expression that does not compile',
    given: { regex: 'score=([0-9.]+' },
    at: /objective/,
    says: [/score=\(\[0-9\.\]\+/],
  },
  {
    name: 'an unknown instance type',
    given: { instanceType: 'ml.m5.huge' },
    at: /resource_config/,
    says: [/ml\.m5\.huge/, /ml\.m5\./],
  },
  {
    name: 'an output path that is not in S3',
    given: { output: 'https://bucket.s3.amazonaws.com/output/' },
    at: /output_data_config/,
    says: [/https:\/\/bucket\.s3/, /s3:\/\/bucket\/prefix/],
  },
  {
    name: 'a name that no tuning job can have',
    given: { name: 'a-rather-long-name-for-a-small-experiment' },
    at: /name/,
    says: [/41/, /32/],
  },
  {
    name: 'a name with characters SageMaker refuses',
    given: { name: '!?' },
    at: /name/,
    says: [/!\?/],
  },
];

describe('mistakes found offline', () => {
  it.each(offline)('$name is an error of validate, with place and remedy', async ({ given, at, says }) => {
    folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, given));
    const { output } = await folder.run('validate', '-json', '-no-color');
    const { diagnostics } = JSON.parse(output) as {
      diagnostics: { severity: string; summary: string; detail: string; snippet?: { code: string } }[];
    };
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).not.toEqual([]);
    const [first] = errors;
    expect(first?.snippet?.code).toMatch(at);
    for (const words of says) expect(first?.detail).toMatch(words);
    expect(first?.summary.length).toBeLessThanOrEqual(60);
  });

  it.each([
    { what: 'an experiment', provider: '', experiment: 'tags = { "tuneform:owner" = "me" }' },
    { what: 'the provider', provider: 'default_tags = { "aws:team" = "red" }', experiment: '' },
  ])('rejects reserved tags of $what while validating', async ({ provider, experiment }) => {
    folder.write(
      providerBlock(bench, provider) + imageBlock(bench) + experimentBlock(bench, { extra: experiment }),
    );
    const { code, output } = await folder.run('validate', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('Tag Not Allowed')]);
  });

  it.each(['https://127.0.0.1:4747/tiny', 'tiny', '127.0.0.1:4747/Tiny', '127.0.0.1:4747/tiny:v1'])(
    'rejects "%s" as a repository while validating',
    async (address) => {
      folder.write(providerBlock(bench) + imageBlock(bench).replace(bench.repositoryUrl, address));
      const { code, output } = await folder.run('validate', '-no-color');
      expect([code, output]).toEqual([1, expect.stringContaining('Malformed Repository Address')]);
    },
  );

  it('rejects an objective that no metric definition emits as soon as the plan knows the image', async () => {
    folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { metric: 'skore' }));
    const { code, output } = await folder.run('plan', '-no-color');
    expect(code).toBe(1);
    expect(output).toMatch(/skore/);
    expect(output).toMatch(/score/);
    expect(output).toMatch(/objective/);
  });
});

describe('mistakes in the provider’s surroundings', () => {
  const block = (extra: string): string => providerBlock(bench).replace(/endpoint = .*/, extra);
  const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

  it.each([
    {
      name: 'no local cloud running',
      extra: 'endpoint = "http://127.0.0.1:9"',
      says: ['No Local Cloud Running', 'npx tuneform local start'],
    },
    {
      name: 'a profile that does not exist',
      extra: 'target = "aws"\n profile = "nobody"',
      says: ['No AWS Credentials', 'AWS_PROFILE', 'target = "local"'],
    },
    {
      name: 'a local cloud elsewhere',
      extra: 'endpoint = "http://example.com:4747"',
      says: ['Local Cloud Not on This Machine', '127.0.0.1'],
    },
    {
      name: 'an endpoint for target aws',
      extra: 'target = "aws"\n endpoint = "http://127.0.0.1:4747"',
      says: ['Endpoint with Target AWS'],
    },
    { name: 'half a key pair', extra: 'access_key = "A"', says: ['Incomplete Key Pair'] },
  ])('$name stops the plan and says what to do', async ({ extra, says }) => {
    folder.write(block(extra) + imageBlock(bench));
    const { code, output } = await folder.run('plan', '-no-color');
    expect(code).toBe(1);
    for (const words of says) expect(output).toContain(words);
  });

  it('plans for target aws without credentials, and fails when it must call AWS', async () => {
    const image = `"${ECR}/tiny@sha256:${'a'.repeat(64)}"`;
    folder.write(block('target = "aws"') + experimentBlock(bench, { image }));
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect(output).toContain('Plan: 1 to add');
    expect(output).toMatch(/cost_ceiling\s+= "\$\d/);
    // Terraform shows the warnings of a plan that it applies at the end.
    expect(output.replace(/[\s│]+/g, ' ')).toContain('There are no valid AWS credentials');
    expect(output).toContain('tuneform_experiment.it: Creating...');
    expect([code, output.match(/Error: .*/g)]).toEqual([1, ['Error: No AWS Credentials']]);
    expect(await folder.state()).toEqual({});
  });

  it('rejects target aws while the shell still points at a local cloud', async () => {
    const redirected = new TerraformFolder(bench.providerFolder, {
      AWS_ENDPOINT_URL: bench.cloud.url,
      AWS_ACCESS_KEY_ID: 'A',
      AWS_SECRET_ACCESS_KEY: 'B',
    });
    try {
      redirected.write(block('target = "aws"') + imageBlock(bench));
      const before = Date.now();
      const { output } = await redirected.run('plan', '-no-color');
      expect(output).toContain('AWS Requests Redirected');
      expect(bench.cloud.requests(before)).toEqual([]);
    } finally {
      redirected.remove();
    }
  });

  it('sends nothing to another server on the port, and says that it is one', async () => {
    const asked: string[] = [];
    const stranger = createServer((request, response) => {
      asked.push(`${request.url?.split('?')[0] ?? ''} ${request.headers.authorization ?? 'unsigned'}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"there"}');
    });
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const { port } = stranger.address() as AddressInfo;
    try {
      folder.write(block(`endpoint = "http://127.0.0.1:${String(port)}"`) + imageBlock(bench));
      const { code, output } = await folder.run('plan', '-no-color');
      expect([code, output.replace(/\s+/g, ' ')]).toEqual([
        1,
        expect.stringMatching(/No Local Cloud Running.*another server answers there \(status 200\)/),
      ]);
      expect([...new Set(asked)]).toEqual(['/_tuneform/health unsigned']);
    } finally {
      stranger.close();
    }
  });

  it.each([
    { target: 'aws', registry: '127.0.0.1:4747', why: 'is not an ECR registry' },
    { target: 'local', registry: ECR, why: 'is not on this machine' },
  ])('rejects a push to $registry for target $target', async ({ target, registry, why }) => {
    const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' };
    const elsewhere = new TerraformFolder(bench.providerFolder, keys);
    try {
      const provider = target === 'aws' ? block('target = "aws"') : providerBlock(bench);
      elsewhere.write(provider + imageBlock(bench).replace(bench.repositoryUrl, `${registry}/tiny`));
      const { output } = await elsewhere.run('plan', '-no-color');
      expect(output).toContain('Registry Outside the Target');
      expect(output.replace(/\s+/g, ' ')).toContain(why);
    } finally {
      elsewhere.remove();
    }
  });

  it('rejects a build for target aws without a builder, at plan', async () => {
    const bare = new TerraformFolder(bench.providerFolder, {
      AWS_ACCESS_KEY_ID: 'A',
      AWS_SECRET_ACCESS_KEY: 'B',
      // Node and Terraform alone: whatever builder the machine has is out of sight.
      PATH: await bareTools(),
    });
    try {
      const image = imageBlock(bench).replace(bench.repositoryUrl, `${ECR}/tiny`);
      bare.write(block('target = "aws"') + image);
      const { output } = await bare.run('plan', '-no-color');
      expect(output).toContain('No Image Builder');
      expect(output).toContain('buildah, podman or docker');
    } finally {
      bare.remove();
    }
  });

  async function bareTools(): Promise<string> {
    const { mkdirSync, symlinkSync } = await import('node:fs');
    const { execFileSync } = await import('node:child_process');
    const tools = `${bench.directory}/tools`;
    mkdirSync(tools);
    for (const tool of ['node', 'env', terraformCommand]) {
      const path = execFileSync('sh', ['-c', `command -v ${tool}`])
        .toString()
        .trim();
      symlinkSync(path, join(tools, basename(tool)));
    }
    return tools;
  }
});

describe('mistakes that only the cloud can find, before anything costs money', () => {
  async function refused(options: ExperimentOptions): Promise<string> {
    folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, options));
    const before = Date.now();
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect(code).toBe(1);
    const succeeded = bench.cloud
      .requests(before)
      .filter(({ operation, status }) => operation === 'CreateHyperParameterTuningJob' && status < 300);
    expect(succeeded).toEqual([]);
    expect(Object.keys(await folder.state())).not.toContain('tuneform_experiment.it');
    return output;
  }

  it('an image that was not pushed', async () => {
    const output = await refused({ image: `"${bench.repositoryUrl}:nowhere"` });
    expect(output).toContain('Image Not Pushed');
    expect(output).toContain('tuneform_container_image');
  });

  it('a repository that does not exist', async () => {
    const output = await refused({ image: `"${bench.repositoryUrl}-gone:v1"` });
    expect(output).toContain('Image Not Pushed');
  });

  it('a role that does not exist', async () => {
    const output = await refused({ role: '"arn:aws:iam::000000000000:role/nobody"' });
    expect(output).toContain('Role Cannot Be Assumed');
    expect(output).toContain('trust policy');
  });

  it('a role that SageMaker may not assume', async () => {
    const { Role } = await bench.iam.send(
      new CreateRoleCommand({
        RoleName: 'lambda-only',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    expect(await refused({ role: `"${Role?.Arn ?? ''}"` })).toContain('Role Cannot Be Assumed');
  });

  it('a channel without objects', async () => {
    const output = await refused({ channel: 'nothing-here/' });
    expect(output).toContain('Empty Input Channel');
    expect(output).toContain('s3_uri');
  });
});

describe('mistakes in an endpoint or a champion', () => {
  it.each([
    {
      name: 'an unknown instance type',
      extra: (block: string) => block.replace('"ml.m5.large"', '"ml.m5.tiny"'),
      says: /Unknown Instance Type/,
    },
    {
      name: 'a pattern that does not compile',
      extra: (block: string) =>
        block.replace(
          /}\s*$/,
          'smoke_request = { content_type = "text/csv", body = "1", expect_pattern = "(" }\n}\n',
        ),
      says: /Regular Expression Does Not Compile/,
    },
    {
      name: 'a malformed name',
      extra: (block: string) => block.replace('"parabola"', '"under_score"'),
      says: /Invalid Name/,
    },
  ])('$name is an error of validate', async ({ extra, says }) => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench) +
        championBlock() +
        extra(endpointBlock(bench)),
    );
    const { code, output } = await folder.run('validate', '-no-color');
    expect(code).toBe(1);
    expect(output).toMatch(says);
  });

  it('a malformed duration is an error of validate', async () => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench) +
        championBlock('wait = { timeout = "soon" }'),
    );
    expect((await folder.run('validate', '-no-color')).output).toContain('Malformed Duration');
  });
});
