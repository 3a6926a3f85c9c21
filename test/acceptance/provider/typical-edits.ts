import type { Bench } from './bench';

/** What an edit changes in the usual configuration. Text goes into it as it is. */
export interface Edited {
  readonly image?: string;
  readonly name?: string;
  readonly maximum?: number;
  readonly jobs?: number;
  readonly parallel?: number;
  readonly tags?: string;
  readonly extra?: string;
  readonly trainingImage?: string;
  readonly servingImage?: string;
  readonly machine?: string;
  readonly machines?: number;
  readonly gate?: string;
  readonly serves?: boolean;
  /** A smoke run of an image that the same apply pushes. */
  readonly smokes?: true;
  /** A second experiment with a champion of its own; `copies`: so many of them. */
  readonly another?: { readonly copies?: number };
  /** Two training definitions instead of one. */
  readonly definitions?: boolean;
}

/** One edit that reviewers meet, and the file that holds its plan. */
export interface TypicalEdit {
  readonly file: string;
  readonly title: string;
  readonly edited: Edited;
}

/** The typical edits, each made to a configuration whose search has ended and whose champion is served. */
export const TYPICAL_EDITS: readonly TypicalEdit[] = [
  { file: 'new-experiment', title: 'a new experiment with its champion', edited: { another: {} } },
  { file: 'twenty-experiments', title: '20 of them', edited: { another: { copies: 20 } } },
  { file: 'widened-range', title: 'a wider range', edited: { maximum: 0.5 } },
  { file: 'more-jobs', title: 'more training jobs', edited: { jobs: 5 } },
  { file: 'parallelism', title: 'more training jobs at a time', edited: { parallel: 2 } },
  { file: 'tags', title: 'tags', edited: { tags: '{ team = "vision" }' } },
  { file: 'serving-image', title: 'another serving image', edited: { servingImage: 'patched' } },
  { file: 'training-image', title: 'another training image', edited: { trainingImage: 'patched' } },
  {
    file: 'endpoint-instances',
    title: 'other instances of the endpoint',
    edited: { machine: 'ml.g4dn.xlarge', machines: 2 },
  },
  {
    file: 'gate',
    title: 'a gate, edited after the search has ended',
    edited: { gate: '{ minimum_value = 2 }' },
  },
  { file: 'image-content', title: 'the content of the image', edited: { image: 'patched' } },
  { file: 'endpoint-removed', title: 'the endpoint removed', edited: { serves: false } },
  { file: 'rename', title: 'another name of the experiment', edited: { name: 'numerals' } },
  { file: 'second-definition', title: 'a second training definition', edited: { definitions: true } },
  { file: 'new-smoke-run', title: 'a smoke run of a new image', edited: { smokes: true } },
];

/** Folders of images: the usual one, and one with another `serve`. */
export interface ImageFolders {
  readonly usual: string;
  readonly patched: string;
}

/** Returns the configuration, edited or not. */
export function editedConfiguration(bench: Bench, folders: ImageFolders, edited: Edited = {}): string {
  const trains = imageUri(edited.trainingImage);
  const patchedToo = [edited.trainingImage, edited.servingImage].includes('patched');
  return [
    provider(bench),
    image(bench, 'digits', folders[edited.image === 'patched' ? 'patched' : 'usual']),
    patchedToo ? image(bench, 'patched', folders.patched) : '',
    experiment(bench, edited, trains),
    champion(edited.gate),
    edited.serves === false ? '' : endpoint(bench, edited),
    edited.another === undefined ? '' : another(bench, edited.another.copies),
    edited.smokes === true ? smokeRun(bench) : '',
  ].join('\n');
}

const imageUri = (name = 'digits'): string => `tuneform_container_image.${name}.image_uri`;

const provider = (bench: Bench): string => `
terraform {
  required_providers {
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}
provider "tuneform" {
  endpoint = "${bench.cloud.url}"
  owner    = "vision"
}`;

const image = (bench: Bench, name: string, folder: string): string => `
resource "tuneform_container_image" "${name}" {
  repository_url = "${bench.repositoryUrl}"
  context        = "${folder}"
  prefer_packing = true
}`;

function experiment(bench: Bench, edited: Edited, trains: string): string {
  const common = `
  name        = "${edited.name ?? 'digits'}"
  strategy    = "Random"
  random_seed = 7
  resource_limits = {
    max_number_of_training_jobs = ${String(edited.jobs ?? 3)}
    max_parallel_training_jobs  = ${String(edited.parallel ?? 3)}
  }
  ${edited.tags === undefined ? '' : `tags = ${edited.tags}`}`;
  const objective = objectiveOf('accuracy');
  const definition = definitionOf(bench, trains, edited.maximum);
  const listed = definition.join(', ').replace('parameter_ranges', 'hyper_parameter_ranges');
  const several = `training_job_definitions = [
    { definition_name = "large", tuning_${objective}, ${listed} },
    { definition_name = "small", tuning_${objective}, ${listed.replace('0.3', '0.1')} },
  ]`;
  return `
resource "tuneform_experiment" "digits" {${common}
  ${edited.definitions === true ? several : [objective, ...definition].join('\n  ')}
}`;
}

const objectiveOf = (metric: string): string =>
  `objective = { type = "Maximize", metric_name = "${metric}", regex = "(?:^|\\\\s)score=(\\\\S+);" }`;

const definitionOf = (bench: Bench, trains: string, maximum = 0.3): readonly string[] => [
  `role_arn = "${bench.roleArn}"`,
  `parameter_ranges = { continuous_parameter_ranges = [
    { name = "x", min_value = 0.01, max_value = ${String(maximum)}, scaling_type = "Logarithmic" },
    { name = "momentum", min_value = 0.5, max_value = 0.9 },
  ] }`,
  'static_hyper_parameters = { seconds = "0" }',
  `algorithm_specification = { training_image = ${trains} }`,
  `channels = { train = "s3://${bench.bucket}/train/" }`,
  `output_data_config = { s3_output_path = "s3://${bench.bucket}/output/" }`,
  'resource_config = { instance_type = "ml.m5.large" }',
  'stopping_condition = { max_runtime_in_seconds = 300 }',
];

const champion = (gate?: string): string => `
resource "tuneform_champion" "digits" {
  name             = "digits"
  tuning_job_names = tuneform_experiment.digits.tuning_job_names
  wait             = { timeout = "60s" }
  ${gate === undefined ? '' : `gate = ${gate}`}
}`;

const endpoint = (bench: Bench, edited: Edited): string => `
resource "tuneform_endpoint" "digits" {
  name           = "digits"
  role_arn       = "${bench.roleArn}"
  model_data_url = tuneform_champion.digits.model_data_url
  image          = ${imageUri(edited.servingImage)}
  production_variant = {
    instance_type          = "${edited.machine ?? 'ml.m5.large'}"
    initial_instance_count = ${String(edited.machines ?? 1)}
  }
}`;

function another(bench: Bench, copies?: number): string {
  const one = copies === undefined;
  const repeat = one
    ? ''
    : `for_each = toset([for at in range(${String(copies)}) : format("churn-%02d", at)])`;
  const name = one ? '"churn"' : 'each.key';
  const names = one
    ? 'tuneform_experiment.churn.tuning_job_names'
    : 'tuneform_experiment.churn[each.key].tuning_job_names';
  return `
resource "tuneform_experiment" "churn" {
  ${repeat}
  name            = ${name}
  ${objectiveOf('auc')}
  resource_limits = { max_number_of_training_jobs = 20, max_parallel_training_jobs = 2 }
  ${definitionOf(bench, imageUri()).join('\n  ')}
}
resource "tuneform_champion" "churn" {
  ${repeat}
  name             = ${name}
  tuning_job_names = ${names}
}`;
}

/** As for a builder's image, its address is known once it is pushed. */
const smokeRun = (bench: Bench): string => `
resource "terraform_data" "built" {
  input = ${imageUri()}
}
resource "tuneform_training_job" "smoke" {
  name     = "smoke"
  role_arn = "${bench.roleArn}"
  algorithm_specification = {
    training_image     = terraform_data.built.output
    metric_definitions = [{ name = "score", regex = "(?:^|\\\\s)score=(\\\\S+);" }]
  }
  channels           = { train = "s3://${bench.bucket}/train/" }
  output_data_config = { s3_output_path = "s3://${bench.bucket}/output/" }
  resource_config    = { instance_type = "ml.m5.large" }
  stopping_condition = { max_runtime_in_seconds = 300 }
}`;
