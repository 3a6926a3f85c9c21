import { ecrRegistry } from '../aws-host';

/** An image URI taken apart. Exactly one of `tag` and `digest` is set, or neither (then `latest` is meant). */
export interface ImageReference {
  /** Host and port of the registry. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Account whose registry it is; absent unless the host is one of ECR's. */
  readonly registryId?: string;
  /** Region of the registry; absent unless the host is one of ECR's. */
  readonly region?: string;
}

const URI =
  /^(?<registry>[A-Za-z0-9.-]+(?::\d+)?)\/(?<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Takes an image URI or a repository URL apart; `undefined` when it is neither. */
export function parseImageReference(uri: string): ImageReference | undefined {
  const groups = URI.exec(uri)?.groups;
  const registry = groups?.['registry'];
  const repository = groups?.['repository'];
  if (registry === undefined || repository === undefined) return undefined;
  const tag = groups?.['tag'];
  const digest = groups?.['digest'];
  return {
    registry,
    repository,
    // With both, the digest decides which image is meant.
    ...(digest !== undefined ? { digest } : tag !== undefined ? { tag } : {}),
    ...ecrRegistry(registry),
  };
}
