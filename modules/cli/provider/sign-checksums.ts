import { TuneformError } from '../../kernel';
import { runProgram } from '../../machine';

/** Throws `GPG_MISSING` or `SIGNING_KEY_UNKNOWN` before any file is written. */
export async function requireSigningKey(key: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['--batch', '--list-secret-keys', '--', key];
  const { exitCode } = await runProgram({ file: 'gpg', args, env }).catch((error: unknown) => {
    throw new TuneformError('Signing needs gpg, which is not on the PATH. Install GnuPG, or omit --sign.', {
      code: 'GPG_MISSING',
      summary: 'GnuPG Not Found',
      cause: error,
    });
  });
  if (exitCode !== 0) {
    throw new TuneformError(
      `gpg has no secret key "${key}" here. gpg --list-secret-keys lists the keys; the registry must know the public key.`,
      { code: 'SIGNING_KEY_UNKNOWN', summary: 'Signing Key Unknown' },
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
  const { exitCode, output } = await runProgram({ file: 'gpg', args, env });
  if (exitCode === 0) return;
  throw new TuneformError(
    `gpg could not sign ${files.checksums} with key "${key}". Correct what it reports, for example unlock the key, and run the command ` +
      `again: ${output.trim()}`,
    { code: 'SIGNING_FAILED', summary: 'Signing Failed' },
  );
}
