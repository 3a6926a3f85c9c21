import { ecrRegistry } from '../aws-host';

/** A parsed image URI. At most one of `tag` and `digest` is set; without either the tag is `latest`. */
export interface ImageReference {
  /** Host and port of the registry. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Account of the registry; absent unless the host belongs to ECR. */
  readonly registryId?: string;
  /** Region of the registry; absent unless the host belongs to ECR. */
  readonly region?: string;
}

const URI =
  /^(?<registry>[A-Za-z0-9.-]+(?::\d+)?)\/(?<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Parses an image URI or a repository URL; returns `undefined` for any other text. */
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
    // With both, the digest identifies the image.
    ...(digest !== undefined ? { digest } : tag !== undefined ? { tag } : {}),
    ...ecrRegistry(registry),
  };
}
