import { TuneformError } from '../kernel';
import type { AwsSettings, StaticCredentials } from './aws-settings';
import { guardHandler, sendTo } from './guard-destination';
import type { Transport } from './guard-destination';
import { loadSdk } from './load-sdk';

/**
 * A fixed pair, or the usual chain of sources, one for the whole session. The chain has clients of its own (STS, SSO),
 * which send secrets as well: they get the door that `handler` gives, and STS the address that the settings name.
 */
export function credentialsFor(
  settings: AwsSettings,
  handler: () => Transport,
): StaticCredentials | (() => Promise<StaticCredentials>) {
  if (settings.credentials !== undefined) return settings.credentials;
  // The usual sources hold keys of real accounts: a local cloud must never see what they sign.
  if (settings.target === 'local') return () => Promise.reject(noKeyPair(settings));
  let chain: (() => Promise<StaticCredentials>) | undefined;
  return () => {
    chain ??= loadSdk().fromNodeProviderChain({
      ...(settings.profile === undefined ? {} : { profile: settings.profile }),
      // STS of the session's region, which SSO has no use for: its region is the profile's.
      parentClientConfig: { region: settings.region },
      clientConfig: { requestHandler: guardHandler(handler(), 'credentials', settings) },
      ...(settings.endpoints?.sts === undefined ? {} : { clientPlugins: [sendTo(settings.endpoints.sts)] }),
    });
    return chain();
  };
}

const noKeyPair = ({ endpoint = '' }: AwsSettings): TuneformError =>
  new TuneformError(`No key pair is known for the local cloud at ${endpoint}.`, {
    code: 'LOCAL_CLOUD_KEY_UNKNOWN',
    summary: 'Local Cloud Key Pair Not Found',
  });
