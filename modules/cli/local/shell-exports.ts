import { LOCAL_REGION, TuneformError } from '../../kernel';
import type { KeyPair } from '../../local-access';

/** The data that a client needs to use a local cloud. */
export interface LocalAccess {
  readonly url: string;
  readonly credentials: KeyPair;
  readonly credentialsFile: string;
}

/** Returns the variables that point every AWS SDK, the AWS CLI and Terraform's AWS provider to a local cloud. */
export function localEnvironment({
  url,
  credentials,
  credentialsFile,
}: LocalAccess): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // Without it some clients look for instance credentials on 169.254.169.254 and hang for seconds.
    AWS_EC2_METADATA_DISABLED: 'true',
    TUNEFORM_LOCAL_URL: url,
    TUNEFORM_LOCAL_CREDENTIALS: credentialsFile,
  };
}

/** Variables that would override the others or cause a signature that the local cloud does not accept. */
export const CONFLICTING_VARIABLES: readonly string[] = [
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

export const SHELLS = ['sh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** Returns the lines to evaluate in a shell. */
export function shellExports(variables: Readonly<Record<string, string>>, shell: Shell): string {
  const write = WRITERS[shell];
  return [
    ...CONFLICTING_VARIABLES.map((name) => write.unset(name)),
    ...Object.entries(variables).map(([name, value]) => write.set(name, value)),
  ].join('\n');
}

/** Returns the shell that an option names. Throws `BAD_USAGE` with the choices for any other text. */
export function parseShell(text: string): Shell {
  const found = SHELLS.find((shell) => shell === text);
  if (found !== undefined) return found;
  throw new TuneformError(`"${text}" is not a supported shell. Choose one of: ${SHELLS.join(', ')}.`, {
    code: 'BAD_USAGE',
    summary: 'Unknown Shell',
  });
}

interface Writer {
  set(name: string, value: string): string;
  unset(name: string): string;
}

const WRITERS: Readonly<Record<Shell, Writer>> = {
  sh: {
    set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    unset: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replace(/['\\]/g, '\\$&')}'`,
    unset: (name) => `set -e ${name}`,
  },
  powershell: {
    set: (name, value) => `$Env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
};
