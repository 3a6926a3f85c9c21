import { TuneformError } from '../kernel';
import { LOCAL_PROFILE } from './key-pair';

/** Returns the error for a local cloud that answers when its key pair was not found. */
export function keyPairUnknown(endpoint: string, file: string): TuneformError {
  return new TuneformError(
    `A local cloud answers at ${endpoint}, but its key pair was not found: ${file} does not exist or has no profile ` +
      `"${LOCAL_PROFILE}". Only the user who started a local cloud can use it. If you started it, set ` +
      'TUNEFORM_LOCAL_CREDENTIALS to the file "credentials" in its folder; "npx tuneform local env" prints it.',
    { code: 'LOCAL_CLOUD_KEY_UNKNOWN', summary: 'Local Cloud Key Pair Not Found' },
  );
}

/** Returns the error for a server that does not know the key pair from `source`. */
export function keyPairRefused(endpoint: string, source: string): TuneformError {
  return new TuneformError(
    `The server at ${endpoint} claims to be a local cloud, but does not know the key pair of ${source}. Tuneform sent it no ` +
      'request. Another local cloud may use the port now: check "npx tuneform local status", the endpoint, and ' +
      'TUNEFORM_LOCAL_CREDENTIALS.',
    { code: 'LOCAL_CLOUD_KEY_REFUSED', summary: 'Local Cloud Has Another Key Pair' },
  );
}
