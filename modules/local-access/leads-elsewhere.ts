import { TuneformError } from '../kernel';
import { LOCAL_PROFILE } from './key-pair';

/**
 * Returns the variables of the environment that would lead AWS's tools past the local cloud at `url`: for them a variable takes
 * precedence over the address in a profile.
 */
export function leadsElsewhere(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { origin } = new URL(url);
  const addresses = Object.entries(env)
    .filter(
      ([name, value = '']) =>
        /^AWS_ENDPOINT_URL(_|$)/.test(name) && value !== '' && originOf(value) !== origin,
    )
    .map(([name]) => name)
    .sort();
  const ignores = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  return [...addresses, ...(ignores ? ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] : [])];
}

const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined;

/** Returns the error for variables that lead elsewhere. */
export const leavesLocalCloud = (url: string, variables: readonly string[]): TuneformError =>
  elsewhere(
    url,
    `${variables.join(' and ')} would send requests of the AWS provider elsewhere. Unset ` +
      `${variables.length === 1 ? 'it' : 'them'}, or set AWS_ENDPOINT_URL to ${url}`,
  );

/** Returns the error for a credentials file that has the key without the address. */
export const leavesByProfile = (url: string, file: string): TuneformError =>
  elsewhere(
    url,
    `profile "${LOCAL_PROFILE}" in ${file} has no endpoint_url, so the AWS provider would send its requests elsewhere. Add ` +
      `endpoint_url = ${url} to it, or use the file "credentials" in the local cloud’s folder`,
  );

const elsewhere = (url: string, why: string): TuneformError =>
  new TuneformError(`The target is the local cloud at ${url}, but ${why}.`, {
    code: 'LOCAL_TARGET_LEFT',
    summary: 'Request Leaves the Local Cloud',
  });
