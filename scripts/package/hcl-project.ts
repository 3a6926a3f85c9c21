import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { furnishAccount } from '../../test/support/furnish-account';
import { OUTPUT } from './packages';
import type { Project } from './project';
import { serveFolder } from './served-folder';
import { check, step } from './steps';

const INSTALLED = /Installed tuneform\/tuneform v|Installed registry\.terraform\.io\/tuneform\/tuneform v/;

/** Installs the provider from the release's mirror, over the network and from the folder, and applies plain HCL with it. */
export async function tryHclProject(
  project: Project,
  cloud: Readonly<Record<string, string>>,
): Promise<void> {
  project.copy('test/fixtures/hcl-project', '.');
  project.copy('test/acceptance/provider/images/tiny', 'container');
  const terraform = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
    project.run(process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform', [...args, '-no-color'], env);

  await step('HCL: installed from the network mirror', async () => {
    const server = await serveFolder(OUTPUT.mirror, join(project.folder, 'server'));
    try {
      project.write('network.tfrc', installation(`network_mirror {\n    url = "${server.url}"`));
      const env = {
        TF_CLI_CONFIG_FILE: join(project.folder, 'network.tfrc'),
        SSL_CERT_FILE: server.authority,
      };
      const said = await terraform({ ...env, TF_DATA_DIR: 'network' }, 'init', '-input=false');
      check(
        INSTALLED.test(said),
        `The network mirror gave no provider: ${said} ${server.answers.join(', ')}`,
      );
    } finally {
      await server.close();
    }
  });
  const lock = project.read('.terraform.lock.hcl');

  cpSync(OUTPUT.mirror, join(project.folder, 'mirror'), { recursive: true });
  project.write(
    'files.tfrc',
    installation(`filesystem_mirror {\n    path = "${join(project.folder, 'mirror')}"`),
  );
  const env = { TF_CLI_CONFIG_FILE: join(project.folder, 'files.tfrc'), ...(await furnished(cloud)) };
  await step('HCL: installed from the filesystem mirror', () =>
    // The lock file that the network mirror left: both give the same package.
    terraform(env, 'init', '-input=false', '-lockfile=readonly'),
  );
  check(project.read('.terraform.lock.hcl') === lock, 'The mirrors give different hashes.');
  await step('HCL: deployed', () => terraform(env, 'apply', '-input=false', '-auto-approve'));
  const answer = await project.run('tuneform', ['invoke', 'churn', '--body', '1,2'], cloud);
  check(answer.includes('"sent": "1,2"'), `HCL: the endpoint answered ${answer}`);
  const destroyed = await step('HCL: destroyed', () =>
    terraform(env, 'destroy', '-input=false', '-auto-approve'),
  );
  check(destroyed.includes('Resources: 4 destroyed'), destroyed.slice(-2000));
}

const installation = (source: string): string =>
  `provider_installation {\n  ${source}\n    include = ["registry.terraform.io/tuneform/*"]\n  }\n}\n`;

/** Creates what the configuration expects, and returns its variables. */
async function furnished(cloud: Readonly<Record<string, string>>): Promise<NodeJS.ProcessEnv> {
  const endpoint = cloud['AWS_ENDPOINT_URL'] ?? '';
  const credentials = {
    accessKeyId: cloud['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: cloud['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const settings = { endpoint, credentials, region: cloud['AWS_REGION'] ?? '' };
  const clients = {
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    iam: new IAMClient(settings),
    ecr: new ECRClient(settings),
  };
  const names = { bucket: 'hcl-artifacts', role: 'hcl-execution', repository: 'hcl' };
  const { roleArn, repositoryUrl } = await furnishAccount(clients, names);
  return {
    ...cloud,
    TF_VAR_bucket: names.bucket,
    TF_VAR_role_arn: roleArn,
    TF_VAR_repository_url: repositoryUrl,
    TF_VAR_endpoint: endpoint,
  };
}
