import { openSession, TuningJobBoard } from '../aws';
import type { AwsSettings } from '../aws';
import { errorAt, messageOf, TuneformError } from '../kernel';
import type { Diagnostic } from '../kernel';
import { isWhollyKnown } from '../plugin';
import type { ConfigOf, ConfigureAnswer, KnownConfigOf } from '../plugin';
import { checkLocalCloud } from './check-local-cloud';
import type { Configured } from './configured';
import type { providerSchema } from './provider-schema';

type Config = KnownConfigOf<typeof providerSchema>;

export const DEFAULT_ENDPOINT = 'http://127.0.0.1:4747';

/** Variables through which the SDK can be sent elsewhere than to AWS. */
const ENDPOINT_VARIABLES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_SAGEMAKER',
  'AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME',
  'AWS_ENDPOINT_URL_ECR',
];

/** Checks of the provider's configuration that need nobody's answer. */
export function validateProvider({ config }: { config: ConfigOf<typeof providerSchema> }): Diagnostic[] {
  const { target, endpoint, access_key: accessKey, secret_key: secretKey } = config;
  const problems: Diagnostic[] = [];
  if ((accessKey === null) !== (secretKey === null)) {
    problems.push(
      errorAt(
        [accessKey === null ? 'access_key' : 'secret_key'],
        'Half A Key Pair',
        'access_key and secret_key go together: set both, or neither to use the usual sources.',
      ),
    );
  }
  if (typeof endpoint !== 'string') return problems;
  if (target === 'aws') {
    problems.push(
      errorAt(
        ['endpoint'],
        'Endpoint With Target AWS',
        'endpoint is the address of the local cloud and has no meaning for target "aws". Remove it, or set target = "local".',
      ),
    );
  } else if (!isLoopback(endpoint)) {
    problems.push(
      errorAt(
        ['endpoint'],
        'Local Cloud Not On This Machine',
        `"${endpoint}" is not an address of this machine. Target "local" never leaves it: use http://127.0.0.1:<port>.`,
      ),
    );
  }
  return problems;
}

/** Opens the session, and says now rather than in the middle of an apply when it cannot work. */
export async function configure(request: {
  config: ConfigOf<typeof providerSchema>;
}): Promise<ConfigureAnswer<Configured>> {
  if (!isWhollyKnown(request.config)) return {};
  const config = request.config as unknown as Config;
  const problems = validateProvider(request);
  if (problems.length > 0) return { diagnostics: problems };
  const settings = settingsOf(config);
  const session = openSession(settings);
  if (settings.target === 'local') await checkLocalCloud(settings.endpoint ?? DEFAULT_ENDPOINT);
  else {
    refuseRedirection();
    await session.checkCredentials();
  }
  return {
    configured: {
      session,
      board: new TuningJobBoard(session),
      pendingLaunches: new Map(),
      owner: config.owner ?? 'default',
      defaultTags: config.default_tags ?? {},
    },
  };
}

function settingsOf(config: Config): AwsSettings {
  const target = config.target === 'aws' ? 'aws' : 'local';
  return {
    target,
    region: config.region ?? 'us-east-1',
    ...(target === 'local' && { endpoint: (config.endpoint ?? DEFAULT_ENDPOINT).replace(/\/+$/, '') }),
    ...(config.access_key !== null &&
      config.secret_key !== null && {
        credentials: { accessKeyId: config.access_key, secretAccessKey: config.secret_key },
      }),
    ...(config.profile !== null && { profile: config.profile }),
  };
}

/** Target aws never talks to a local cloud, not even when a shell still points there. */
function refuseRedirection(): void {
  const variable = ENDPOINT_VARIABLES.find((name) => isLoopback(process.env[name] ?? ''));
  if (variable === undefined) return;
  throw new TuneformError(
    `${variable} points at this machine (${process.env[variable] ?? ''}), but the target is "aws". Unset the ` +
      'variable, or set target = "local".',
    { code: 'ENDPOINT_VARIABLE_SET', summary: 'AWS Redirected To This Machine' },
  );
}

function isLoopback(url: string): boolean {
  try {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);
  } catch (error) {
    // Not a URL at all: certainly not one of this machine.
    return messageOf(error) === '';
  }
}
