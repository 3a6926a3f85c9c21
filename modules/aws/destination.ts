import { isLoopback, TuneformError } from '../kernel';
import { isAwsHost } from './aws-host';
import type { AwsSettings } from './aws-settings';

/** The settings that determine where a request may go. */
export type DestinationSettings = Pick<AwsSettings, 'target' | 'endpoint' | 'endpoints'>;

/**
 * Throws unless a request may go to `url`. For target `local` that is only the local cloud. For target `aws` it is AWS's own
 * endpoints over TLS and the addresses in the `endpoints` setting. Environment variables and the shared configuration can
 * also change the address, but they do not permit sending real credentials there.
 */
export function checkDestination(url: URL, service: string, settings: DestinationSettings): void {
  const { endpoint: own, endpoints = {} } = settings;
  const named = [own, ...(Object.values(endpoints) as (string | undefined)[])].some(
    (endpoint) => endpoint !== undefined && new URL(endpoint).origin === url.origin,
  );
  if (settings.target === 'local') {
    if (named && isLoopback(url.href)) return;
    throw new TuneformError(
      `The target is "local", but a request for ${service} would go to ${url.origin}, which is not the local cloud. ` +
        'Tuneform did not send it.',
      { code: 'LOCAL_TARGET_LEFT', summary: 'Request Leaves the Local Cloud' },
    );
  }
  if (named || (url.protocol === 'https:' && url.port === '' && isAwsHost(url.hostname))) return;
  throw new TuneformError(
    `The target is "aws", but requests for ${service} would go to ${url.origin}, which is not an AWS endpoint` +
      `${isLoopback(url.href) ? ' but this machine' : ''}. Tuneform did not send them. ${sourceOf(service)} ` +
      'Remove it, or, if the address is intended, set it in the provider’s endpoints.',
    { code: 'AWS_REDIRECTED', summary: 'AWS Requests Redirected' },
  );
}

/** Returns a sentence that names the likely source of the address. */
function sourceOf(service: string): string {
  const variable = [
    `AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(' ', '_')}`,
    'AWS_ENDPOINT_URL',
  ].find((name) => (process.env[name] ?? '') !== '');
  if (variable !== undefined) return `The variable ${variable} sets this address.`;
  const profile = process.env['AWS_PROFILE'] ?? 'default';
  return `The endpoint_url of profile "${profile}", or of its services section, in the shared AWS configuration sets this address.`;
}
