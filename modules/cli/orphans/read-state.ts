import { TAG_KEYS } from '../../aws';
import { messageOf, TuneformError } from '../../kernel';
import type { KnownObjects } from './known-objects';

/** A resource in state. */
export interface StateResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What the provider keeps beside them; empty unless the text is a state file. */
  readonly kept?: Readonly<Record<string, unknown>>;
}

/**
 * Adds the objects of a Terraform state. Accepts the output of `terraform show -json` for a state or a plan, a state file and
 * the output of `terraform state pull`.
 *
 * @param source name of the text in messages: the file, or standard input.
 */
export function readState(text: string, source: string, known: KnownObjects): void {
  for (const { type, values, kept = {} } of stateResources(text, source)) {
    if (type === 'tuneform_experiment') addExperiment(values, kept, known);
    if (type === 'tuneform_training_job') addTrainingJob(values, kept, known);
    if (type === 'tuneform_endpoint') addEndpoint(values, known);
  }
}

/** Returns the resources of a state or of what a plan began with, in any of the accepted forms. */
export const stateResources = (text: string, source: string): readonly StateResource[] =>
  resourcesIn(parse(text, source), source);

function addExperiment(
  values: StateResource['values'],
  kept: Readonly<Record<string, unknown>>,
  known: KnownObjects,
): void {
  // The role belongs to the account of the search; the region is in the private bytes alone.
  const place = kept['tuning_job_arn'] ?? values['role_arn'];
  const names = values['tuning_job_names'];
  for (const name of typeof names === 'string' ? names.split(' ') : []) known.add(name, place);
  for (const one of listOf(kept['generations'])) {
    for (const job of listOf(recordOf(one)['tuning_jobs'])) known.add(recordOf(job)['name'], place);
  }
  for (const tags of [kept['tags_all'], values['tags_all']]) known.addOwner(recordOf(tags)[TAG_KEYS.owner]);
}

function addTrainingJob(
  values: StateResource['values'],
  kept: Readonly<Record<string, unknown>>,
  known: KnownObjects,
): void {
  known.add(values['training_job_name'], kept['training_job_arn'] ?? values['role_arn']);
  for (const owner of [kept['owner'], recordOf(values['tags_all'])[TAG_KEYS.owner]]) known.addOwner(owner);
}

function addEndpoint(values: StateResource['values'], known: KnownObjects): void {
  const { endpoint_arn: arn } = values;
  for (const name of ['name', 'endpoint_config_name', 'model_name']) known.add(values[name], arn);
  known.addOwner(recordOf(values['tags_all'])[TAG_KEYS.owner]);
}

function parse(text: string, source: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') throw unreadable(source, 'it is empty');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(source, `it is not JSON: ${messageOf(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable(source, 'it is JSON, but not an object');
  }
  return value as Record<string, unknown>;
}

function resourcesIn(state: Readonly<Record<string, unknown>>, source: string): readonly StateResource[] {
  if ('encrypted_data' in state) throw unreadable(source, 'it is encrypted; give the output of show -json');
  if ('format_version' in state) {
    const roots = [state['values'], recordOf(state['prior_state'])['values']];
    return roots.flatMap((values) => inModule(recordOf(recordOf(values)['root_module'])));
  }
  const version = state['version'];
  if (version === 4) return listOf(state['resources']).flatMap(inFile);
  if (typeof version === 'number') {
    throw unreadable(
      source,
      `it is a state of version ${String(version)}, but only version 4 can be read; give the output of show -json`,
    );
  }
  throw unreadable(source, 'it has neither format_version nor version, so it is not a state');
}

function inModule(module: Readonly<Record<string, unknown>>): readonly StateResource[] {
  const own = listOf(module['resources']).map((one) => {
    const resource = recordOf(one);
    return { type: String(resource['type']), values: recordOf(resource['values']), kept: {} };
  });
  return [...own, ...listOf(module['child_modules']).flatMap((child) => inModule(recordOf(child)))];
}

/** Returns the instances of a resource in a state file, including those that Terraform will destroy. */
function inFile(one: unknown): readonly StateResource[] {
  const resource = recordOf(one);
  return listOf(resource['instances']).map((instance) => ({
    type: String(resource['type']),
    values: recordOf(recordOf(instance)['attributes']),
    kept: keptIn(recordOf(instance)['private']),
  }));
}

/** Terraform writes a provider's private bytes in base 64; those of another version may be anything. */
function keptIn(bytes: unknown): Readonly<Record<string, unknown>> {
  if (typeof bytes !== 'string') return {};
  try {
    return recordOf(JSON.parse(Buffer.from(bytes, 'base64').toString('utf8')));
  } catch {
    return {};
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function unreadable(source: string, reason: string): TuneformError {
  return new TuneformError(
    `${source} cannot be read as Terraform's state: ${reason}. Give a state file, or the output of terraform show -json ` +
      'or terraform state pull.',
    { code: 'BAD_USAGE', summary: 'Unreadable State' },
  );
}
