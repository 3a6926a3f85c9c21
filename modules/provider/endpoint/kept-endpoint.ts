import type { ObjectId } from '../../aws';
import type { ContentNames } from './content-names';
import type { EndpointState } from './types';

/** What the private bytes of an endpoint hold. */
export interface KeptEndpoint {
  /** The id of this Terraform object; absent until it creates something. */
  readonly objectId?: ObjectId | undefined;
  /**
   * The content that applies of this state have created for the endpoint and not deleted yet, served or not. An apply may delete only
   * this content: another pipeline may be rolling out its own.
   */
  readonly made: readonly ContentNames[];
}

/** What an object that does not exist yet has. */
export const NOTHING_KEPT = rememberKept({ made: [] });

/** Returns what the private bytes hold, and the content in state, which an imported endpoint's do not name. */
export function keptEndpoint(
  bytes: Uint8Array | undefined,
  state: Pick<EndpointState, 'endpoint_config_name' | 'model_name'> | null,
): KeptEndpoint {
  const kept = decode(bytes);
  const configurationName = state?.endpoint_config_name ?? null;
  const modelName = state?.model_name ?? null;
  return configurationName === null || modelName === null
    ? kept
    : { ...kept, made: withContent(kept.made, { configurationName, modelName }) };
}

/** Returns the list with `content` added once. */
export function withContent(made: readonly ContentNames[], content: ContentNames): readonly ContentNames[] {
  const { configurationName } = content;
  return [...made.filter((known) => known.configurationName !== configurationName), content];
}

/**
 * Returns what is kept, with the id that the endpoint carries if the bytes have none: Terraform drops them when the provider ends
 * during an update.
 */
export function withFoundId(
  kept: KeptEndpoint,
  { objectId }: { readonly objectId?: ObjectId | undefined },
): KeptEndpoint {
  return { ...kept, objectId: kept.objectId ?? objectId };
}

/** Returns the private bytes that {@link keptEndpoint} reads. */
export function rememberKept(kept: KeptEndpoint): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(kept));
}

/** An endpoint that was made before there were ids has the list alone. */
function decode(bytes: Uint8Array | undefined): KeptEndpoint {
  if (bytes === undefined || bytes.length === 0) return { made: [] };
  const kept = JSON.parse(new TextDecoder().decode(bytes)) as KeptEndpoint | readonly ContentNames[];
  return 'made' in kept ? kept : { made: kept };
}
