import { TuneformError } from '../kernel';
import { LOCAL_PROFILE } from './key-pair';

/** A local cloud answers, and we have no key pair for it. */
export function keyPairUnknown(endpoint: string, file: string): TuneformError {
  return new TuneformError(
    `A local cloud answers at ${endpoint}, but its key pair was not found: ${file} is absent or holds no profile ` +
      `"${LOCAL_PROFILE}". A local cloud lets in only the user who started it. If that was you, set ` +
      'TUNEFORM_LOCAL_CREDENTIALS to the file "credentials" in its folder; "npx tuneform local env" prints it.',
    { code: 'LOCAL_CLOUD_KEY_UNKNOWN', summary: 'Local Cloud Key Pair Not Found' },
  );
}

/** What answers does not know the key pair we have. `source` says where that came from. */
export function keyPairRefused(endpoint: string, source: string): TuneformError {
  return new TuneformError(
    `What answers at ${endpoint} calls itself a local cloud, but does not know the key pair of ${source}. Nothing was sent to ` +
      'it. Another local cloud may have the port now: check "npx tuneform local status", the endpoint, and ' +
      'TUNEFORM_LOCAL_CREDENTIALS.',
    { code: 'LOCAL_CLOUD_KEY_REFUSED', summary: 'Local Cloud Has Another Key Pair' },
  );
}
