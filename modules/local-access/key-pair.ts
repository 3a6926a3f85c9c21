import { readFileSync } from 'node:fs';

/** An access key and its secret. */
export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The profile in a local cloud's credentials file. */
export const LOCAL_PROFILE = 'tuneform-local';

/** The profile of a local cloud: its key, and where the key may be used. */
export interface LocalProfile {
  readonly pair?: KeyPair;
  /** Base URL of the local cloud at its last start. */
  readonly endpointUrl?: string;
}

/**
 * Returns the profile in AWS's own format, so that AWS's tools can read the file too. The address stands beside the key: a tool that
 * does not find the address finds no key either, and sends nothing.
 */
export function formatProfile({ pair, endpointUrl }: LocalProfile & { readonly pair: KeyPair }): string {
  return [
    `[${LOCAL_PROFILE}]`,
    `aws_access_key_id = ${pair.accessKeyId}`,
    `aws_secret_access_key = ${pair.secretAccessKey}`,
    ...(endpointUrl === undefined ? [] : [`endpoint_url = ${endpointUrl}`]),
    '',
  ].join('\n');
}

/** Returns the pair in a credentials file; undefined if the file or the profile does not exist. */
export const readKeyPair = (file: string): KeyPair | undefined => readProfile(file).pair;

/** Returns the profile in a credentials file; empty if the file or the profile does not exist. */
export function readProfile(file: string): LocalProfile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  const settings = new Map<string, string>();
  let profile = '';
  for (const line of text.split(/\r?\n/)) {
    profile = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim() ?? profile;
    const [, name, value] = /^\s*(\w+)\s*=\s*(\S+)\s*$/.exec(line) ?? [];
    if (profile === LOCAL_PROFILE && name !== undefined && value !== undefined) settings.set(name, value);
  }
  const accessKeyId = settings.get('aws_access_key_id');
  const secretAccessKey = settings.get('aws_secret_access_key');
  const endpointUrl = settings.get('endpoint_url');
  return {
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { pair: { accessKeyId, secretAccessKey } }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  };
}
