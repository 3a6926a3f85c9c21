import { LOCAL_CLOUD_CREDENTIALS } from './aws-settings';
import type { AwsSettings, StaticCredentials } from './aws-settings';
import { guardHandler, sendTo } from './guard-destination';
import type { RequestHandler } from './guard-destination';
import { loadSdk } from './load-sdk';

/**
 * A fixed pair, or the usual chain of sources, one for the whole session. The chain has clients of its own (STS, SSO),
 * which send secrets as well: they get the door that `handler` gives, and STS the address that the settings name.
 */
export function credentialsFor(
  settings: AwsSettings,
  handler: () => RequestHandler,
): StaticCredentials | (() => Promise<StaticCredentials>) {
  if (settings.credentials !== undefined) return settings.credentials;
  if (settings.target === 'local') return LOCAL_CLOUD_CREDENTIALS;
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
