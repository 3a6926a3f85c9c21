import { readFileSync } from 'node:fs';

/** An access key and its secret. */
export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The profile in a local cloud's credentials file. */
export const LOCAL_PROFILE = 'tuneform-local';

/** Returns the pair in AWS's own credentials format, so that AWS tools can read the file too. */
export function formatKeyPair({ accessKeyId, secretAccessKey }: KeyPair): string {
  return `[${LOCAL_PROFILE}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

/** Returns the pair in a credentials file; undefined if the file or the profile does not exist. */
export function readKeyPair(file: string): KeyPair | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
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
  return accessKeyId === undefined || secretAccessKey === undefined
    ? undefined
    : { accessKeyId, secretAccessKey };
}
