import { homedir } from 'node:os';
import type { AwsSettings, StaticCredentials } from '../aws';
import { resolvesToLoopback, TuneformError } from '../kernel';
import {
  askHealth,
  keyPairRefused,
  keyPairUnknown,
  leadsElsewhere,
  leavesLocalCloud,
  localCredentialsFile,
  readKeyPair,
} from '../local-access';
import type { ProvenServer } from './local-members';

/** The local cloud runs on this machine, so it answers quickly or not at all. */
const PATIENCE_MS = 3_000;

/** A local cloud that proved itself, and the key pair with which. */
export interface ProvenLocalCloud extends ProvenServer {
  readonly credentials: StaticCredentials;
}

/**
 * Verifies that the server at the endpoint knows the local cloud's key pair, and returns both. Sends no signed request
 * before that, because any user of the machine can listen on a port that a local cloud has left.
 */
export async function checkLocalCloud(
  settings: AwsSettings,
  env: NodeJS.ProcessEnv,
): Promise<ProvenLocalCloud> {
  const { endpoint = '' } = settings;
  if (!(await resolvesToLoopback(endpoint))) {
    throw new TuneformError(
      `${new URL(endpoint).hostname} resolves to another machine, but target "local" sends requests only to this machine. ` +
        'Use http://127.0.0.1:<port>.',
      { code: 'LOCAL_TARGET_LEFT', summary: 'Request Leaves the Local Cloud' },
    );
  }
  const elsewhere = leadsElsewhere(endpoint, env);
  if (elsewhere.length > 0) throw leavesLocalCloud(endpoint, elsewhere);
  const file = localCredentialsFile(endpoint, { env, home: homedir() });
  const pair = settings.credentials ?? readKeyPair(file);
  const health = await askHealth(endpoint, pair, { timeoutMs: PATIENCE_MS });
  switch (health.kind) {
    case 'silent':
      throw notRunning(endpoint, health.reason);
    case 'stranger':
      throw notRunning(endpoint, `another server answers there (status ${String(health.status)})`);
    case 'unproven':
      if (pair === undefined) throw keyPairUnknown(endpoint, file);
      throw keyPairRefused(endpoint, settings.credentials === undefined ? file : 'access_key and secret_key');
    case 'proven':
      if (pair === undefined) throw keyPairUnknown(endpoint, file);
      return { endpoint, pid: health.pid, version: health.version, credentials: pair };
  }
}

function notRunning(endpoint: string, reason: string): TuneformError {
  return new TuneformError(
    `The target is "local", but no local cloud answers at ${endpoint}: ${reason}. Start it with ` +
      '"npx tuneform local start", or set target = "aws" to use an AWS account.',
    { code: 'LOCAL_CLOUD_NOT_RUNNING', summary: 'No Local Cloud Running' },
  );
}
