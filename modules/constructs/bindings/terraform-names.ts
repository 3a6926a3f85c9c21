import { Tokenization } from '../dialect';

/** A value in a resource's configuration: plain data, or a token that represents it until Terraform runs. */
export type ConfigValue = unknown;

/**
 * Converts the keys of a configuration from TypeScript's camelCase to Terraform's snake_case, at every depth. Values
 * under a key in `maps` belong to the user (tags, hyperparameters): their keys stay as they are. Tokens pass through
 * whole; undefined entries are dropped.
 */
export function terraformNames(
  value: Readonly<Record<string, ConfigValue>>,
  maps: readonly string[],
): Record<string, ConfigValue> {
  const out: Record<string, ConfigValue> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    out[snakeCase(key)] = maps.includes(key) ? entry : renamed(entry, maps);
  }
  return out;
}

function renamed(value: ConfigValue, maps: readonly string[]): ConfigValue {
  if (value === null || typeof value !== 'object' || Tokenization.isResolvable(value)) return value;
  if (Array.isArray(value)) return value.map((element: unknown) => renamed(element, maps));
  return terraformNames(value as Readonly<Record<string, ConfigValue>>, maps);
}

/** `maxNumberOfTrainingJobs` to `max_number_of_training_jobs`, `s3Uri` to `s3_uri`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
