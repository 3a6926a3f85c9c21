import { isUnknown } from '../../plugin';
import type { EndpointDraft } from '../../tuning';
import type { EndpointConfig } from './types';

/** An endpoint's configuration as the domain's checks want it: `undefined` for whatever is decided later. */
export function endpointDraft(config: EndpointConfig): EndpointDraft {
  return known(config) as EndpointDraft;
}

function known(value: unknown): unknown {
  if (isUnknown(value)) return undefined;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, known(entry)]));
}
