import { homedir } from 'node:os';
import { isAwsError, openSession, outdatedPriceFile, pricesInForce, TuningJobBoard } from '../aws';
import type { AwsSession, AwsSettings, ServiceEndpoints } from '../aws';
import { errorAt, isLoopback, LOCAL_URL, warningAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import { isKnown, isWhollyKnown } from '../plugin';
import type { ConfigOf, ConfigureAnswer, KnownConfigOf } from '../plugin';
import { checkLocalCloud } from './check-local-cloud';
import type { ProviderData } from './provider-data';
import { KnownLocalMembers } from './local-members';
import { LOCAL_OWNER, OWNER_NOT_SET } from './owner-name';
import { Preflight } from './preflight/preflight';
import type { PreflightOptions } from './preflight/preflight';
import type { providerSchema } from './provider-schema';

type Config = KnownConfigOf<typeof providerSchema>;

const knownMembers = new KnownLocalMembers();

/** Checks the provider's configuration offline. */
export function validateProvider({ config }: { config: ConfigOf<typeof providerSchema> }): Diagnostic[] {
  const { target, endpoint, endpoints, access_key: accessKey, secret_key: secretKey } = config;
  const problems: Diagnostic[] = [];
  if ((accessKey === null) !== (secretKey === null)) {
    problems.push(
      errorAt(
        [accessKey === null ? 'access_key' : 'secret_key'],
        'Incomplete Key Pair',
        'access_key and secret_key belong together: set both, or neither to use the default sources.',
      ),
    );
  }
  if (endpoints !== null && target !== 'aws' && isKnown(target)) {
    problems.push(
      errorAt(
        ['endpoints'],
        'Endpoints Without Target AWS',
        'endpoints replaces the addresses of AWS services for target "aws". Target "local" has one address for all ' +
          'services: set endpoint, or set target = "aws".',
      ),
    );
  }
  if (target === 'aws' && config.owner === null) problems.push(OWNER_NOT_SET);
  if (typeof endpoint !== 'string') return problems;
  if (target === 'aws') {
    problems.push(
      errorAt(
        ['endpoint'],
        'Endpoint with Target AWS',
        'endpoint is the address of the local cloud and does not apply to target "aws". Remove it, set target = "local", ' +
          'or set the addresses of individual services in endpoints.',
      ),
    );
  } else if (!isLoopback(endpoint)) {
    problems.push(
      errorAt(
        ['endpoint'],
        'Local Cloud Not on This Machine',
        `"${endpoint}" is not an http address of this machine's loopback interface. Target "local" uses only loopback: use http://127.0.0.1:<port>.`,
      ),
    );
  }
  return problems;
}

/**
 * Opens the session and checks its destinations and credentials, so that errors appear before an apply begins. Without any
 * credentials it still answers, because Terraform configures a provider for a plan too, which can do without (ADR 0018).
 */
export async function configure(request: {
  config: ConfigOf<typeof providerSchema>;
}): Promise<ConfigureAnswer<ProviderData>> {
  const { config } = request;
  if (!isWhollyKnown(config)) return {};
  const problems = validateProvider(request);
  if (problems.length > 0) return { diagnostics: problems };
  const asked = settingsOf(config);
  const local = asked.target === 'local' ? await checkLocalCloud(asked, process.env) : undefined;
  const settings = local === undefined ? asked : { ...asked, credentials: local.credentials };
  const session = openSession(settings);
  if (settings.target === 'aws') await session.checkDestinations();
  const blind = settings.target === 'aws' ? await whyBlind(session) : undefined;
  const around = { env: process.env, home: homedir() };
  const prices = pricesInForce(settings, around);
  const localMembers = local === undefined ? undefined : await knownMembers.of(local);
  return {
    configured: {
      session,
      prices,
      localMembers,
      board: new TuningJobBoard(session),
      ...(config.preflight !== false && { preflight: new Preflight(session, { blind }) }),
      owner: config.owner ?? LOCAL_OWNER,
      defaultTags: config.default_tags ?? {},
    },
    diagnostics: outdatedPrices(outdatedPriceFile(settings.region, around), settings.region),
  };
}

/**
 * Returns why nothing can be looked at, if no source has credentials. A profile that the configuration names must have some:
 * rejects with AWS_CREDENTIALS_MISSING. Rejects with any other reason too, such as credentials that expired.
 */
async function whyBlind(session: AwsSession): Promise<PreflightOptions['blind']> {
  try {
    await session.checkCredentials();
    return undefined;
  } catch (error) {
    if (session.settings.profile !== undefined || !isAwsError(error, 'credentials missing')) throw error;
    return { why: 'no credentials', reason: error.message };
  }
}

function outdatedPrices(file: string | undefined, region: string): readonly Diagnostic[] {
  if (file === undefined) return [];
  return [
    warningAt(
      [],
      'Price Table Outdated',
      `${file} is older than the prices of this version, which Tuneform uses instead. Write it again with: ` +
        `npx tuneform prices refresh --region ${region}; or delete it. [PRICE_TABLE_OUTDATED]`,
    ),
  ];
}

function settingsOf(config: Config): AwsSettings {
  const target = config.target === 'aws' ? 'aws' : 'local';
  return {
    target,
    region: config.region ?? 'us-east-1',
    ...(target === 'local' && { endpoint: (config.endpoint ?? LOCAL_URL).replace(/\/+$/, '') }),
    ...(config.access_key !== null &&
      config.secret_key !== null && {
        credentials: { accessKeyId: config.access_key, secretAccessKey: config.secret_key },
      }),
    ...(config.profile !== null && { profile: config.profile }),
    ...(target === 'aws' && config.endpoints !== null && { endpoints: endpointsOf(config.endpoints) }),
  };
}

function endpointsOf(named: NonNullable<Config['endpoints']>): ServiceEndpoints {
  return Object.fromEntries(Object.entries(named).filter(([, endpoint]) => endpoint !== null));
}
