import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { TerraformStack, Testing } from 'cdktf';
import { AwsProviderFor, Target } from '../../../modules/constructs';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { TerraformWorkspace } from './terraform-workspace';

/** One question a service, over every protocol that AWS has. */
const QUESTIONS: Readonly<Record<string, { readonly name: string; readonly data: object }>> = {
  aws_vpcs: { name: 'ec2', data: {} },
  aws_sqs_queue: { name: 'AmazonSQS', data: { name: 'q' } },
  aws_dynamodb_table: { name: 'DynamoDB_20120810', data: { name: 't' } },
  aws_lambda_function: { name: 'lambda', data: { function_name: 'f' } },
  aws_sns_topic: { name: 'sns', data: { name: 't' } },
  aws_route53_zone: { name: 'route53', data: { name: 'example.com' } },
  aws_kms_key: { name: 'TrentService', data: { key_id: 'alias/k' } },
  aws_secretsmanager_secret: { name: 'secretsmanager', data: { name: 's' } },
  aws_ssm_parameter: { name: 'AmazonSSM', data: { name: 'p' } },
  aws_db_instance: { name: 'rds', data: { db_instance_identifier: 'd' } },
  aws_eks_cluster: { name: 'eks', data: { name: 'c' } },
  aws_sfn_state_machine: { name: 'AWSStepFunctions', data: { name: 'm' } },
  aws_cloudfront_distribution: { name: 'cloudfront', data: { id: 'E1' } },
  aws_cloudwatch_event_bus: { name: 'AWSEvents', data: { name: 'b' } },
};

describe('services that the local cloud does not serve', () => {
  let running: RunningCloud;
  let workspace: TerraformWorkspace;
  let proxy: Server;
  let reached = 0;

  beforeAll(async () => {
    proxy = createServer((socket) => {
      reached++;
      socket.on('error', () => undefined).destroy();
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    running = await runCloud();
    const elsewhere = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    workspace = new TerraformWorkspace({
      PATH: process.env['PATH'],
      HOME: running.directory,
      // Every request that leaves this machine passes here.
      HTTPS_PROXY: elsewhere,
      HTTP_PROXY: elsewhere,
    });
  });
  afterAll(async () => {
    await workspace.remove();
    await running.remove();
    await new Promise((closed) => proxy.close(closed));
  });

  it('still get their requests under target local, and it rejects them by name', async () => {
    const stack = new TerraformStack(Testing.app({ outdir: join(workspace.directory, 'out') }), 'stack');
    new AwsProviderFor(stack, 'Aws', { target: Target.local({ url: running.cloud.url }) });
    const { provider } = JSON.parse(Testing.synth(stack)) as { provider: object };
    workspace.write('');
    writeFileSync(join(workspace.directory, 'provider.tf.json'), JSON.stringify({ provider }));
    await workspace.succeed('init', '-no-color');
    const data = Object.fromEntries(
      Object.entries(QUESTIONS).map(([type, { data }]) => [type, { it: data }]),
    );
    writeFileSync(join(workspace.directory, 'data.tf.json'), JSON.stringify({ data }));
    const { code, output } = await workspace.run('plan', '-no-color');
    expect(code).toBe(1);
    expect(output).not.toContain('Warning:');
    const refused = Object.keys(QUESTIONS).filter((type) => !output.includes(`with data.${type}.it`));
    const words = output.replace(/\s+/g, ' ');
    const unnamed = Object.values(QUESTIONS).filter(
      ({ name }) => !words.includes(`The local cloud does not serve ${name}`),
    );
    expect({ refused, unnamed, words }).toEqual({
      refused: [],
      unnamed: [],
      words: expect.any(String) as string,
    });
    expect(reached).toBe(0);
  });
});
