import { digestOf } from '../oci';
import { RegistryClient, type RegistryClientOptions } from './registry-client';
import { parseRepositoryUrl } from './repository-address';

export interface FindManifestRequest extends RegistryClientOptions {
  /** `host[:port]/name`. */
  readonly repositoryUrl: string;
  /** A tag, or `sha256:…`. */
  readonly reference: string;
}

/** The manifest that a registry has under a tag or digest. */
export interface FoundManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** Bytes of manifest, configuration and layers together. */
  readonly size: number;
}

const ACCEPTED = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

interface ManifestBody {
  readonly mediaType?: string;
  readonly config?: { readonly size?: number };
  readonly layers?: readonly { readonly size?: number }[];
  readonly manifests?: readonly { readonly size?: number }[];
}

/**
 * Looks up an image by tag or digest; returns `undefined` if the image or the repository does not exist. Computes the digest
 * from the received bytes and does not trust the registry's header. Throws `REGISTRY_URL_INVALID`,
 * `REGISTRY_UNREACHABLE` (after four tries), `REGISTRY_UNAUTHORIZED`, `REGISTRY_REFUSED`.
 */
export async function findManifest(request: FindManifestRequest): Promise<FoundManifest | undefined> {
  const client = new RegistryClient(parseRepositoryUrl(request.repositoryUrl), request);
  return client.retrying(async () => {
    const response = await client.send({
      method: 'GET',
      to: `manifests/${request.reference}`,
      headers: { accept: ACCEPTED },
      expect: [200, 404],
      doing: `looking for "${request.reference}"`,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 404) return undefined;
    const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as ManifestBody;
    const parts = [body.config, ...(body.layers ?? []), ...(body.manifests ?? [])];
    return {
      digest: digestOf(bytes),
      mediaType: body.mediaType ?? response.headers.get('content-type') ?? '',
      size: parts.reduce((sum, part) => sum + (part?.size ?? 0), bytes.length),
    };
  });
}
