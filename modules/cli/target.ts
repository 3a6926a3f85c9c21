import type { AwsSession } from '../aws';
import { openSession } from '../aws';
import { isLoopback, resolvesToLoopback, TuneformError } from '../kernel';
import { findRunning } from './local/find-running';
import { askHealth } from './local/health';
import { LOCAL_REGION } from './local/shell-exports';
import { DEFAULT_PORT } from './local/usual-port';
import { defaultDirectory } from './project-root';
import type { Terminal } from './terminal/terminal';

/** What a command was told about where to look. Options win over the environment. */
export interface TargetChoice {
  readonly target?: string;
  readonly endpoint?: string;
  readonly region?: string;
}

/**
 * Opens a session with the chosen cloud. For the local one it makes sure that it answers, so that "it does not run"
 * is said at once and not after the SDK's retries.
 */
export async function openTarget(choice: TargetChoice, terminal: Terminal): Promise<AwsSession> {
  const { env } = terminal;
  const target = choice.target ?? env['TUNEFORM_TARGET'] ?? 'local';
  if (target !== 'local' && target !== 'aws') {
    throw usage('Unknown Target', `"${target}" is not a target. It is local or aws.`);
  }
  const region = choice.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? LOCAL_REGION;
  if (target === 'aws') {
    if (choice.endpoint !== undefined) {
      throw usage(
        'Endpoint Without Local Target',
        '--endpoint names a local cloud; with --target aws leave it out.',
      );
    }
    const session = openSession({ target, region });
    await session.checkDestinations();
    await session.checkCredentials();
    return session;
  }
  return openSession({ target, region: LOCAL_REGION, endpoint: await localEndpoint(choice, terminal) });
}

async function localEndpoint(choice: TargetChoice, terminal: Terminal): Promise<string> {
  const named = choice.endpoint ?? terminal.env['TUNEFORM_LOCAL_URL'];
  if (named === undefined) {
    const running = await findRunning(defaultDirectory(terminal.workingDirectory));
    if (running.kind === 'running') return running.record.url;
  }
  const url = named ?? `http://127.0.0.1:${String(DEFAULT_PORT)}`;
  await refuseRemote(url);
  if ((await askHealth(url)) !== undefined) return url;
  throw new TuneformError(
    `No local cloud answers at ${url}. Start one with: npx tuneform local start (or look at AWS with --target aws)`,
    { code: 'LOCAL_CLOUD_NOT_RUNNING', summary: 'Local Cloud Not Running' },
  );
}

async function refuseRemote(url: string): Promise<void> {
  if (!URL.canParse(url)) {
    throw usage('Unreadable Endpoint', `"${url}" is not a URL such as http://127.0.0.1:4747.`);
  }
  if (isLoopback(url) && (await resolvesToLoopback(url))) return;
  throw usage(
    'Endpoint Is Not On This Machine',
    `${url} is not an http address of loopback. The local target never leaves this machine; for an account use --target aws.`,
  );
}

const usage = (summary: string, message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });
