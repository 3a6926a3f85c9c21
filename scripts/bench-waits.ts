/**
 * Measures one `terraform apply` of many experiments, each with a champion that waits for it, at Terraform's default of ten
 * resources at a time. The trials are functions that only sleep, so the searches run in parallel on any machine, as they do on
 * SageMaker. Terraform, the provider and the local cloud's server are real.
 *
 *   npm run bench -- waits [--count 40] [--seconds 60]
 *
 * Each search takes between half of `--seconds` and all of it. The longest is in the middle.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { startLocalCloud } from '../modules/local-cloud';
import type { LocalCloud } from '../modules/local-cloud';
import { TerraformFolder } from '../test/acceptance/provider/terraform-folder';
import { furnishAccount } from '../test/support/furnish-account';
import { hyperparametersOf } from '../test/support/simulated-searches';
import { SimulatedRunner } from '../test/support/simulated-runner';
import type { SimulatedProgram } from '../test/support/simulated-runner';
import { buildProvider } from './build-provider';
import { goal } from './goal';
import { warnWhenBusy } from './machine-load';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '40' }, seconds: { type: 'string', default: '60' } },
});
const COUNT = Number(values.count);
const LONGEST_S = Number(values.seconds);
const IMAGE = join(__dirname, '../test/acceptance/provider/images/tiny');

const program: SimulatedProgram = (request) => ({
  lines: ['score=1;'],
  tookMs: 1000 * Number(hyperparametersOf(request)['seconds'] ?? 0),
});

/** Returns the seconds that the search at an index takes. */
const secondsOf = (index: number): number =>
  LONGEST_S * (1 - Math.abs(index - Math.floor(COUNT / 2)) / COUNT);

function configuration(
  cloud: LocalCloud,
  { roleArn, repositoryUrl }: { roleArn: string; repositoryUrl: string },
) {
  const pair = (index: number): string => `
resource "tuneform_experiment" "search_${String(index)}" {
  name             = "search-${String(index)}"
  role_arn         = "${roleArn}"
  strategy         = "Random"
  objective        = { type = "Maximize", metric_name = "score" }
  resource_limits  = { max_number_of_training_jobs = 1, max_parallel_training_jobs = 1 }
  parameter_ranges = { continuous_parameter_ranges = [{ name = "x", min_value = 0, max_value = 1 }] }
  static_hyper_parameters = { seconds = "${secondsOf(index).toFixed(3)}" }
  algorithm_specification = {
    training_image     = tuneform_container_image.tiny.image_uri
    metric_definitions = [{ name = "score", regex = "score=([^;]*);" }]
  }
  input_data_config = [{
    channel_name = "train"
    data_source  = { s3_data_source = { s3_uri = "s3://bench/train/" } }
  }]
  output_data_config = { s3_output_path = "s3://bench/output/" }
  resource_config    = { instance_type = "ml.m5.large" }
  stopping_condition = { max_runtime_in_seconds = 86400 }
}
resource "tuneform_champion" "search_${String(index)}" {
  name             = "search-${String(index)}"
  tuning_job_names = tuneform_experiment.search_${String(index)}.tuning_job_names
  objective        = tuneform_experiment.search_${String(index)}.objective
  wait             = { timeout = "4h" }
}
`;
  return `
terraform {
  required_providers {
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}
provider "tuneform" {
  endpoint   = "${cloud.url}"
  access_key = "${cloud.credentials.accessKeyId}"
  secret_key = "${cloud.credentials.secretAccessKey}"
}
resource "tuneform_container_image" "tiny" {
  repository_url = "${repositoryUrl}"
  context        = "${IMAGE}"
}
${Array.from({ length: COUNT }, (_, index) => pair(index)).join('')}`;
}

async function main(): Promise<void> {
  warnWhenBusy();
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const [cloud, { executable }] = await Promise.all([
    startLocalCloud({
      directory: join(directory, 'cloud'),
      programs: COUNT,
      runners: ({ clock }) => new SimulatedRunner(program, clock),
    }),
    buildProvider(join(directory, 'provider')),
  ]);
  const folder = new TerraformFolder(join(executable, '..'));
  const options = { endpoint: cloud.url, region: 'us-east-1', credentials: cloud.credentials };
  const clients = {
    s3: new S3Client({ ...options, forcePathStyle: true }),
    iam: new IAMClient(options),
    ecr: new ECRClient(options),
  };
  try {
    const account = await furnishAccount(clients, { bucket: 'bench', role: 'bench', repository: 'tiny' });
    folder.write(configuration(cloud, account));
    await folder.succeed('plan', '-no-color', '-out=plan');
    const began = Date.now();
    const output = await folder.succeed('apply', '-no-color', 'plan');
    const tookS = (Date.now() - began) / 1000;
    const requests = cloud.requests(began);
    const launches = requests.filter(({ operation }) => operation === 'CreateHyperParameterTuningJob');
    const launchedS = (Math.max(...launches.map(({ at }) => at)) - began) / 1000;
    if (launches.length !== COUNT || output.includes('Champion Not Decided Yet')) throw new Error(output);
    const ratio = goal(tookS / LONGEST_S, 1.1, (figure) => figure.toFixed(2));
    console.log(`${values.count} searches, the longest ${values.seconds} s`);
    console.log(`last launch after ${launchedS.toFixed(1)} s`);
    console.log(`apply ${tookS.toFixed(1)} s, ${ratio} × the longest`);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
    folder.remove();
    await cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();
