import { isLoopback, TuneformError } from '../kernel';
import { isAwsHost } from './aws-host';
import type { AwsSettings } from './aws-settings';

/** What decides where a request may go. */
export type DestinationSettings = Pick<AwsSettings, 'target' | 'endpoint' | 'endpoints'>;

/**
 * Throws unless a request may go to `url`. For target local that is the local cloud alone; for target aws it is AWS's
 * own endpoints over TLS, and what the `endpoints` setting names. Variables, the shared configuration and whatever else
 * the SDK listens to can change the address; none of them is a person's word that real credentials may go there.
 */
export function checkDestination(url: URL, service: string, settings: DestinationSettings): void {
  const { sagemaker, sagemaker_runtime: runtime, ecr, sts } = settings.endpoints ?? {};
  const named = [settings.endpoint, sagemaker, runtime, ecr, sts].some(
    (endpoint) => endpoint !== undefined && new URL(endpoint).origin === url.origin,
  );
  if (settings.target === 'local') {
    if (named && isLoopback(url.href)) return;
    throw new TuneformError(
      `The target is "local", but a request for ${service} would go to ${url.origin}, which is not the local cloud. ` +
        'Nothing was sent.',
      { code: 'LOCAL_TARGET_LEFT', summary: 'Request Leaves the Local Cloud' },
    );
  }
  if (named || (url.protocol === 'https:' && url.port === '' && isAwsHost(url.hostname))) return;
  throw new TuneformError(
    `The target is "aws", but requests for ${service} would go to ${url.origin}, which is no endpoint of AWS` +
      `${isLoopback(url.href) ? ': it is this machine' : ''}. Nothing was sent. ${sourceOf(service)} ` +
      'Remove it, or, if the address is meant, name it in the provider’s endpoints.',
    { code: 'AWS_REDIRECTED', summary: 'AWS Requests Redirected' },
  );
}

/** Who the SDK had the address from, as far as that can be seen. */
function sourceOf(service: string): string {
  const variable = [
    `AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(' ', '_')}`,
    'AWS_ENDPOINT_URL',
  ].find((name) => (process.env[name] ?? '') !== '');
  if (variable !== undefined) return `The variable ${variable} says so.`;
  const profile = process.env['AWS_PROFILE'] ?? 'default';
  return `The endpoint_url of profile "${profile}", or of its services section, in the shared AWS configuration says so.`;
}
