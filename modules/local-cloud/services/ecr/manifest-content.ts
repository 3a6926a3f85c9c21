/** The parts of a manifest that the registry reads. */
export interface ManifestContent {
  readonly mediaType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

interface Descriptor {
  readonly mediaType?: string;
  readonly digest?: string;
  readonly size?: number;
}

/** Returns a manifest's content; undefined if it is neither an image's manifest nor an index of them. */
export function parseManifest(bytes: Buffer): ManifestContent | undefined {
  try {
    const content = JSON.parse(bytes.toString('utf8')) as ManifestContent | null;
    if (typeof content !== 'object' || content === null) return undefined;
    return Array.isArray(content.layers) || Array.isArray(content.manifests) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the digests of the configuration and the layers that a manifest lists. */
export const blobsOf = ({ config, layers = [] }: ManifestContent): readonly string[] =>
  [config, ...layers].flatMap((part) => part?.digest ?? []);

/** Returns the digests of the manifests that an index lists. */
export const manifestsOf = ({ manifests = [] }: ManifestContent): readonly string[] =>
  manifests.flatMap(({ digest }) => digest ?? []);

/** Returns the size of a manifest's configuration and layers together, in bytes. */
export const blobBytes = ({ config, layers = [] }: ManifestContent): number =>
  [config, ...layers].reduce((sum, part) => sum + (part?.size ?? 0), 0);
