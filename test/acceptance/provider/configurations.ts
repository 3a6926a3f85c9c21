import type { Bench } from './bench';
import { TINY_IMAGE } from './bench';

/** What a test wants different from the usual experiment. Text goes into the configuration as it is. */
export interface ExperimentOptions {
  readonly name?: string;
  readonly image?: string;
  readonly role?: string;
  readonly jobs?: number;
  readonly parallel?: number;
  readonly range?: string;
  readonly statics?: string;
  readonly regex?: string;
  readonly channel?: string;
  readonly output?: string;
  readonly instanceType?: string;
  readonly metric?: string;
  readonly extra?: string;
}

/** How the tiny image prints its score. */
const SCORE = '(?:^|\\s)score=(\\S+);';

export function providerBlock(bench: Bench, extra = ''): string {
  return `
terraform {
  required_providers {
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}
provider "tuneform" {
  endpoint = "${bench.cloud.url}"
  owner    = "tests"
  ${extra}
}
`;
}

export function imageBlock(bench: Bench, extra = ''): string {
  return `
resource "tuneform_container_image" "tiny" {
  repository_url = "${bench.repositoryUrl}"
  context        = "${TINY_IMAGE}"
  ${extra}
}
`;
}

/** A smoke run of the tiny image; its hyperparameters say how it behaves. */
export function smokeRunBlock(
  bench: Pick<Bench, 'roleArn' | 'bucket'>,
  { statics = '', extra = '' }: Pick<ExperimentOptions, 'statics' | 'extra'> = {},
): string {
  return `
resource "tuneform_training_job" "smoke" {
  name             = "smoke"
  role_arn         = "${bench.roleArn}"
  hyper_parameters = { ${statics} }
  algorithm_specification = {
    training_image     = tuneform_container_image.tiny.image_uri
    metric_definitions = [{ name = "score", regex = "(?:^|\\\\s)score=(\\\\S+);" }]
  }
  channels = { train = "s3://${bench.bucket}/train/" }
  output_data_config = { s3_output_path = "s3://${bench.bucket}/output/" }
  resource_config    = { instance_type = "ml.m5.large" }
  stopping_condition = { max_runtime_in_seconds = 300 }
  ${extra}
}
`;
}

export function experimentBlock(
  bench: Pick<Bench, 'roleArn' | 'bucket'>,
  options: ExperimentOptions = {},
): string {
  return `
resource "tuneform_experiment" "it" {
  name     = ${JSON.stringify(options.name ?? 'parabola')}
  role_arn = ${options.role ?? `"${bench.roleArn}"`}
  strategy = "Random"
  random_seed = 7
  objective = {
    type        = "Maximize"
    metric_name = "${options.metric ?? 'score'}"
    regex       = ${options.metric === undefined ? JSON.stringify(options.regex ?? SCORE) : 'null'}
  }
  resource_limits = {
    max_number_of_training_jobs = ${String(options.jobs ?? 3)}
    max_parallel_training_jobs  = ${String(options.parallel ?? 3)}
  }
  parameter_ranges = {
    continuous_parameter_ranges = [${options.range ?? '{ name = "x", min_value = 0, max_value = 1 }'}]
  }
  static_hyper_parameters = { ${options.statics ?? 'seconds = "0"'} }
  algorithm_specification = {
    training_image     = ${options.image ?? 'tuneform_container_image.tiny.image_uri'}
    metric_definitions = ${options.metric === undefined ? 'null' : `[{ name = "score", regex = ${JSON.stringify(SCORE)} }]`}
  }
  channels = { train = "s3://${bench.bucket}/${options.channel ?? 'train/'}" }
  output_data_config = { s3_output_path = "${options.output ?? `s3://${bench.bucket}/output/`}" }
  resource_config    = { instance_type = "${options.instanceType ?? 'ml.m5.large'}" }
  stopping_condition = { max_runtime_in_seconds = 300 }
  ${options.extra ?? ''}
}
`;
}

/** Promotes in the apply that waits, unless `extra` says who approves. */
export function championBlock(extra = 'wait = { timeout = "60s" }'): string {
  return `
resource "tuneform_champion" "it" {
  name             = "parabola"
  tuning_job_names = tuneform_experiment.it.tuning_job_names
  objective        = tuneform_experiment.it.objective
  ${extra.includes('approval') ? '' : 'approval = "automatic"'}
  ${extra}
}
`;
}

export function endpointBlock(bench: Bench, extra = ''): string {
  return `
resource "tuneform_endpoint" "it" {
  name           = "parabola"
  role_arn       = "${bench.roleArn}"
  model_data_url = tuneform_champion.it.model_data_url
  image          = tuneform_container_image.tiny.image_uri
  production_variant = { instance_type = "ml.m5.large" }
  ${extra}
}
`;
}
