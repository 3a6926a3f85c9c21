import type { ContentNames } from './content-names';
import type { EndpointState } from './types';

/**
 * What applies have made for an endpoint and not deleted yet, whether it was ever served or not. It is kept in the private
 * bytes, because only what these applies made is theirs to delete: another pipeline may be putting its own content live.
 */
export function madeContent(
  bytes: Uint8Array | undefined,
  state: Pick<EndpointState, 'endpoint_config_name' | 'model_name'> | null,
): readonly ContentNames[] {
  const kept =
    bytes === undefined || bytes.length === 0
      ? []
      : (JSON.parse(new TextDecoder().decode(bytes)) as ContentNames[]);
  const configurationName = state?.endpoint_config_name ?? null;
  const modelName = state?.model_name ?? null;
  return configurationName === null || modelName === null
    ? kept
    : withContent(kept, { configurationName, modelName });
}

/** The same with one more, which may be among them already. */
export function withContent(made: readonly ContentNames[], content: ContentNames): readonly ContentNames[] {
  const { configurationName } = content;
  return [...made.filter((known) => known.configurationName !== configurationName), content];
}

/** The private bytes that {@link madeContent} reads. */
export function rememberContent(made: readonly ContentNames[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(made));
}
