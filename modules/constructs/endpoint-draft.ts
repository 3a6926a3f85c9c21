import type { EndpointDraft } from '../tuning';
import type { TuneformEndpointConfig } from './bindings/tuneform-endpoint';
import { terraformNames } from './bindings/terraform-names';
import { Token } from './dialect';
import type { ExperimentEndpoint } from './experiment-props';

/**
 * Returns an endpoint's configuration for the domain's checks; a value with a token is unknown. Name and role are
 * those of the experiment, which has its own check, unless the endpoint has its own.
 */
export function endpointDraft(config: TuneformEndpointConfig, own: ExperimentEndpoint): EndpointDraft {
  const { modelDataUrl, image, productionVariant, smokeRequest } = config;
  const draft = terraformNames(
    { name: own.name, roleArn: own.role?.roleArn, modelDataUrl, image, productionVariant, smokeRequest },
    [],
  );
  return known(draft) as EndpointDraft;
}

function known(value: unknown): unknown {
  if (Token.isUnresolved(value)) return undefined;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, known(entry)]));
}
