import { homedir } from 'node:os';
import type { AwsSession } from '../aws';
import { openSession } from '../aws';
import { isLoopback, LOCAL_REGION, LOCAL_URL, resolvesToLoopback, TuneformError } from '../kernel';
import type { KeyPair } from '../local-access';
import { keyPairRefused, keyPairUnknown, localCredentialsFile, readKeyPair } from '../local-access';
import { findRunning } from './local/find-running';
import { health } from './local/health';
import { defaultDirectory } from './project-root';
import type { Terminal } from './terminal/terminal';

/** The target options of a command. Options take precedence over the environment. */
export interface TargetChoice {
  readonly target?: string;
  readonly endpoint?: string;
  readonly region?: string;
}

/**
 * Opens a session with the chosen target. Checks first that a local cloud answers, so that a command fails at once and not
 * after the SDK's retries.
 */
export async function openTarget(choice: TargetChoice, terminal: Terminal): Promise<AwsSession> {
  const { target, region } = chosenTarget(choice, terminal);
  if (target === 'aws') {
    const session = openSession({ target, region });
    await session.checkDestinations();
    await session.checkCredentials();
    return session;
  }
  return openSession({ target, region: LOCAL_REGION, ...(await localCloud(choice, terminal)) });
}

/** Returns the target of a command and its region. */
export function chosenTarget(
  choice: TargetChoice,
  { env }: Pick<Terminal, 'env'>,
): { readonly target: 'local' | 'aws'; readonly region: string } {
  const target = choice.target ?? env['TUNEFORM_TARGET'] ?? 'local';
  if (target !== 'local' && target !== 'aws') {
    throw usage('Unknown Target', `"${target}" is not a target. Use local or aws.`);
  }
  if (target === 'aws' && choice.endpoint !== undefined) {
    throw usage(
      'Endpoint Without Local Target',
      '--endpoint is the address of a local cloud. Omit it with --target aws.',
    );
  }
  return { target, region: choice.region ?? defaultRegion(env) };
}

/** Returns the region of a command that is not given one. */
export const defaultRegion = (env: NodeJS.ProcessEnv): string =>
  env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? LOCAL_REGION;

/** What answers as the local cloud of a choice. */
export type FoundLocalCloud =
  | {
      readonly kind: 'running';
      readonly endpoint: string;
      readonly credentials: KeyPair;
      readonly version: string;
      /** Name of what runs images; empty until one was needed. */
      readonly runner: string;
    }
  /** A server that does not prove that it knows the key pair in `file`; `known` is false if there is no pair. */
  | { readonly kind: 'unproven'; readonly endpoint: string; readonly file: string; readonly known: boolean }
  /** No server answers; `pid` is the process that owns the project's folder. */
  | { readonly kind: 'none'; readonly endpoint: string; readonly pid?: number };

/** Looks for the local cloud. Signs nothing until the server proves that it knows the key pair. */
export async function findLocalCloud(
  choice: TargetChoice,
  { env, workingDirectory }: Pick<Terminal, 'env' | 'workingDirectory'>,
): Promise<FoundLocalCloud> {
  const named = choice.endpoint ?? env['TUNEFORM_LOCAL_URL'];
  let pid: number | undefined;
  if (named === undefined) {
    const running = await findRunning(defaultDirectory(workingDirectory));
    if (running.kind === 'running') {
      const { record, credentials, version, runner } = running;
      return { kind: 'running', endpoint: record.url, credentials, version, runner };
    }
    if (running.kind === 'silent') pid = running.pid;
  }
  const endpoint = named ?? LOCAL_URL;
  await rejectRemote(endpoint);
  const file = localCredentialsFile(endpoint, { env, home: homedir() });
  const credentials = readKeyPair(file);
  const answer = await health(endpoint, credentials);
  if (answer.kind === 'proven' && credentials !== undefined) {
    const { version, runner } = answer;
    return { kind: 'running', endpoint, credentials, version, runner };
  }
  if (answer.kind === 'unproven') {
    return { kind: 'unproven', endpoint, file, known: credentials !== undefined };
  }
  return { kind: 'none', endpoint, ...(pid !== undefined && { pid }) };
}

/** Returns the address and the key pair of the local cloud, which must run. */
async function localCloud(
  choice: TargetChoice,
  terminal: Terminal,
): Promise<{ readonly endpoint: string; readonly credentials: KeyPair }> {
  const found = await findLocalCloud(choice, terminal);
  const { endpoint } = found;
  if (found.kind === 'running') return { endpoint, credentials: found.credentials };
  if (found.kind === 'unproven') {
    throw found.known ? keyPairRefused(endpoint, found.file) : keyPairUnknown(endpoint, found.file);
  }
  throw new TuneformError(
    `No local cloud answers at ${endpoint}. Start one with: npx tuneform local start (or use AWS with --target aws)`,
    { code: 'LOCAL_CLOUD_NOT_RUNNING', summary: 'Local Cloud Not Running' },
  );
}

async function rejectRemote(url: string): Promise<void> {
  if (!URL.canParse(url)) {
    throw usage('Unreadable Endpoint', `"${url}" is not a URL such as ${LOCAL_URL}.`);
  }
  if (isLoopback(url) && (await resolvesToLoopback(url))) return;
  throw usage(
    'Endpoint Is Not on This Machine',
    `${url} is not an http address of the loopback interface. Target local uses only this machine; for an AWS account use --target aws.`,
  );
}

const usage = (summary: string, message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });
