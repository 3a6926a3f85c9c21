import { TuneformError } from '../kernel';
import type { AwsSettings, StaticCredentials } from './aws-settings';
import { guardHandler, sendTo } from './guard-destination';
import type { Transport } from './guard-destination';
import { loadSdk } from './load-sdk';

/**
 * Returns the session's credentials: a fixed pair or the usual chain of sources. The chain has its own clients (STS, SSO),
 * which also send secrets, so they use `handler`, and STS uses the address in the settings.
 */
export function credentialsFor(
  settings: AwsSettings,
  handler: () => Transport,
): StaticCredentials | (() => Promise<StaticCredentials>) {
  if (settings.credentials !== undefined) return settings.credentials;
  // The usual sources hold keys of real accounts; a local cloud must never receive requests that they signed.
  if (settings.target === 'local') return () => Promise.reject(noKeyPair(settings));
  let chain: (() => Promise<StaticCredentials>) | undefined;
  return () => {
    chain ??= loadSdk().fromNodeProviderChain({
      ...(settings.profile === undefined ? {} : { profile: settings.profile }),
      // STS uses the session's region; SSO uses the profile's region.
      parentClientConfig: { region: settings.region },
      clientConfig: { requestHandler: guardHandler(handler(), 'credentials', settings) },
      ...(settings.endpoints?.sts === undefined ? {} : { clientPlugins: [sendTo(settings.endpoints.sts)] }),
    });
    return chain();
  };
}

const noKeyPair = ({ endpoint = '' }: AwsSettings): TuneformError =>
  new TuneformError(`Tuneform has no key pair for the local cloud at ${endpoint}.`, {
    code: 'LOCAL_CLOUD_KEY_UNKNOWN',
    summary: 'Local Cloud Key Pair Not Found',
  });
