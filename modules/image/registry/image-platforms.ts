import type { FindManifestRequest } from './find-manifest';
import { RegistryClient } from './registry-client';
import { parseRepositoryUrl } from './repository-address';

interface PlatformBody {
  readonly os?: string;
  readonly architecture?: string;
}

interface ManifestBody {
  readonly config?: { readonly digest?: string };
  readonly manifests?: readonly { readonly platform?: PlatformBody }[];
}

const ACCEPTED = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Returns the platforms of an image, as in `linux/amd64`: those of an index, or the one of the image's configuration. Empty if
 * the image does not say; `undefined` if it does not exist. Sends each request once. Throws `REGISTRY_URL_INVALID`,
 * `REGISTRY_UNREACHABLE`, `REGISTRY_UNAUTHORIZED`, `REGISTRY_REFUSED`.
 */
export async function imagePlatforms(request: FindManifestRequest): Promise<readonly string[] | undefined> {
  const client = new RegistryClient(parseRepositoryUrl(request.repositoryUrl), request);
  const answer = await client.send({
    method: 'GET',
    to: `manifests/${request.reference}`,
    headers: { accept: ACCEPTED },
    expect: [200, 404],
    doing: `looking for "${request.reference}"`,
  });
  if (answer.status === 404) return undefined;
  const { config, manifests } = (await answer.json()) as ManifestBody;
  if (manifests !== undefined) return manifests.flatMap(({ platform }) => textOf(platform));
  if (config?.digest === undefined) return [];
  const found = await client.send({
    method: 'GET',
    to: `blobs/${config.digest}`,
    expect: [200],
    doing: `reading the configuration of "${request.reference}"`,
  });
  return textOf((await found.json()) as PlatformBody);
}

/** Nothing for an attestation, whose platform is `unknown/unknown`. */
const textOf = ({ os, architecture }: PlatformBody = {}): readonly string[] =>
  os === undefined || architecture === undefined || os === 'unknown' ? [] : [`${os}/${architecture}`];
