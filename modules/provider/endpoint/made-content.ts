import type { ContentNames } from './content-names';
import type { EndpointState } from './types';

/**
 * Returns the content that applies of this state have created for an endpoint and not deleted yet, served or not. The private
 * bytes hold it, because an apply may delete only this content: another pipeline may be rolling out its own.
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

/** Returns the list with `content` added once. */
export function withContent(made: readonly ContentNames[], content: ContentNames): readonly ContentNames[] {
  const { configurationName } = content;
  return [...made.filter((known) => known.configurationName !== configurationName), content];
}

/** Returns the private bytes that {@link madeContent} reads. */
export function rememberContent(made: readonly ContentNames[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(made));
}
