import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf, TuneformError } from '../../kernel';

const run = promisify(execFile);

/** Throws `GPG_MISSING` or `SIGNING_KEY_UNKNOWN` before any file is written. */
export async function requireSigningKey(key: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run('gpg', ['--batch', '--list-secret-keys', '--', key], { env });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new TuneformError('Signing needs gpg, which is not on the PATH. Install GnuPG, or omit --sign.', {
        code: 'GPG_MISSING',
        summary: 'GnuPG Not Found',
        cause: error,
      });
    }
    throw new TuneformError(
      `gpg has no secret key "${key}" here. gpg --list-secret-keys lists the keys; the registry must know the public key.`,
      { code: 'SIGNING_KEY_UNKNOWN', summary: 'Signing Key Unknown', cause: error },
    );
  }
}

/** Writes a detached binary signature, the only form that registries read. */
export async function signChecksums(
  files: { readonly checksums: string; readonly signature: string },
  key: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const args = [
    '--batch',
    '--yes',
    '--local-user',
    key,
    '--output',
    files.signature,
    '--detach-sign',
    files.checksums,
  ];
  await run('gpg', args, { env }).catch((error: unknown) => {
    throw new TuneformError(`gpg could not sign ${files.checksums}: ${messageOf(error)}`, {
      code: 'SIGNING_FAILED',
      summary: 'Signing Failed',
      cause: error,
    });
  });
}
