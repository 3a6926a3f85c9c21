import type { EndpointDraft } from '../tuning';
import type { TuneformEndpointConfig } from './bindings/tuneform-endpoint';
import { terraformNames } from './bindings/terraform-names';
import { Token } from './dialect';
import type { ExperimentEndpoint } from './experiment-props';

/**
 * An endpoint's configuration as the domain's checks want it: whatever holds a token is not known yet. Name and role are those
 * of the experiment, which is checked itself, unless the endpoint has its own.
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
