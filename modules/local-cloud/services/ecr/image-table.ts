import { createHash } from 'node:crypto';
import type { Collection, Store } from '../../store/store';
import type { BlobStore } from './blob-store';
import { isDigest } from './blob-store';
import type { RepositoryRecord } from './repository-table';
import { isTagMutable } from './repository-table';

/** An image of one repository. */
export interface ImageRecord {
  readonly digest: string;
  readonly mediaType: string;
  /** Media type of the configuration, which tells images from other artifacts. */
  readonly artifactMediaType?: string;
  /** Configuration and layers together, in bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly pushedAt: number;
}

interface ManifestBody {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** What a manifest lists, as far as it is looked at. */
interface ManifestContent {
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

export type PutOutcome =
  | { readonly kind: 'stored' | 'unchanged'; readonly digest: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'digest-mismatch'; readonly digest: string }
  | { readonly kind: 'blobs-missing' | 'manifests-missing'; readonly digests: readonly string[] }
  | { readonly kind: 'tag-immutable'; readonly tag: string };

export interface ManifestPush {
  readonly bytes: Buffer;
  readonly mediaType: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly now: number;
}

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** Images and tags. Manifests are kept byte for byte: their digest is their name. */
export class ImageTable {
  private readonly store: Store;
  private readonly blobs: BlobStore;
  private readonly images: Collection<ImageRecord>;
  private readonly tags: Collection<string>;
  private readonly bodies: Collection<ManifestBody>;

  constructor(store: Store, blobs: BlobStore) {
    this.store = store;
    this.blobs = blobs;
    this.images = store.collection('ecr/images');
    this.tags = store.collection('ecr/tags');
    this.bodies = store.collection('ecr/manifests');
  }

  /** Images of a repository in the order of their digests. */
  list(repository: string): readonly ImageRecord[] {
    return [...this.images.list(`${repository}\0`)].map(([, image]) => image);
  }

  /** Tags of a repository with the digests they name, by name. */
  tagsOf(repository: string): ReadonlyMap<string, string> {
    const prefix = `${repository}\0`;
    return new Map([...this.tags.list(prefix)].map(([key, digest]) => [key.slice(prefix.length), digest]));
  }

  /** Finds an image by tag or digest. */
  find(repository: string, reference: string): ImageRecord | undefined {
    const digest = isDigest(reference) ? reference : this.tags.get(`${repository}\0${reference}`);
    return digest === undefined ? undefined : this.images.get(`${repository}\0${digest}`);
  }

  body(digest: string): ManifestBody | undefined {
    return this.bodies.get(digest);
  }

  /** Stores a manifest, and points a tag at it. Everything it lists must be there already. */
  push(repository: RepositoryRecord, push: ManifestPush): PutOutcome {
    const digest = `sha256:${createHash('sha256').update(push.bytes).digest('hex')}`;
    if (push.digest !== undefined && push.digest !== digest) return { kind: 'digest-mismatch', digest };
    const content = parseManifest(push.bytes);
    if (content === undefined) {
      return { kind: 'invalid', reason: 'the manifest is not a JSON object with layers or manifests' };
    }
    const missing = this.missingFrom(repository.name, content);
    if (missing !== undefined) return missing;
    return this.store.transaction(() => {
      const key = `${repository.name}\0${digest}`;
      const known = this.images.get(key) !== undefined;
      if (push.tag !== undefined) {
        const current = this.tags.get(`${repository.name}\0${push.tag}`);
        if (current === digest) return { kind: 'unchanged', digest };
        if (current !== undefined && !isTagMutable(repository, push.tag)) {
          return { kind: 'tag-immutable', tag: push.tag };
        }
        this.tags.put(`${repository.name}\0${push.tag}`, digest);
      } else if (known) return { kind: 'unchanged', digest };
      if (!known) {
        const mediaType = push.mediaType ?? content.mediaType ?? OCI_MANIFEST;
        this.bodies.put(digest, { bytes: push.bytes, mediaType });
        this.images.put(
          key,
          this.describe(repository.name, content, { digest, mediaType, pushedAt: push.now }),
        );
      }
      return { kind: 'stored', digest };
    });
  }

  /** Takes a tag away, leaving the image. */
  removeTag(repository: string, tag: string): boolean {
    return this.tags.remove(`${repository}\0${tag}`);
  }

  /** Removes an image with all of its tags. */
  removeImage(repository: string, digest: string): void {
    this.store.transaction(() => {
      for (const [tag, named] of this.tagsOf(repository)) {
        if (named === digest) this.removeTag(repository, tag);
      }
      this.images.remove(`${repository}\0${digest}`);
      this.dropUnusedBody(digest);
    });
  }

  removeAll(repository: string): void {
    for (const image of this.list(repository)) this.removeImage(repository, image.digest);
  }

  private missingFrom(repository: string, content: ManifestContent): PutOutcome | undefined {
    const blobs = [content.config, ...(content.layers ?? [])].flatMap((part) => part?.digest ?? []);
    const missingBlobs = blobs.filter((digest) => this.blobs.sizeIn(repository, digest) === undefined);
    if (missingBlobs.length > 0) return { kind: 'blobs-missing', digests: missingBlobs };
    const manifests = (content.manifests ?? []).flatMap((part) => part.digest ?? []);
    const missing = manifests.filter((digest) => this.find(repository, digest) === undefined);
    return missing.length > 0 ? { kind: 'manifests-missing', digests: missing } : undefined;
  }

  private describe(
    repository: string,
    content: ManifestContent,
    image: Pick<ImageRecord, 'digest' | 'mediaType' | 'pushedAt'>,
  ): ImageRecord {
    const parts = [content.config, ...(content.layers ?? [])];
    const own = parts.reduce((sum, part) => sum + (part?.size ?? 0), 0);
    const children = (content.manifests ?? []).flatMap(
      (part) => this.find(repository, part.digest ?? '') ?? [],
    );
    return {
      ...image,
      ...(content.config?.mediaType === undefined ? {} : { artifactMediaType: content.config.mediaType }),
      size: own + children.reduce((sum, child) => sum + child.size, 0),
    };
  }

  private dropUnusedBody(digest: string): void {
    for (const [key] of this.images.list()) if (key.endsWith(digest)) return;
    this.bodies.remove(digest);
  }
}

function parseManifest(bytes: Buffer): ManifestContent | undefined {
  try {
    const content = JSON.parse(bytes.toString('utf8')) as ManifestContent | null;
    if (typeof content !== 'object' || content === null) return undefined;
    return Array.isArray(content.layers) || Array.isArray(content.manifests) ? content : undefined;
  } catch {
    return undefined;
  }
}
