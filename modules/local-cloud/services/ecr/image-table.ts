import { createHash } from 'node:crypto';
import type { Collection, Store } from '../../store/store';
import type { BlobStore } from './blob-store';
import { isDigest } from './blob-store';
import { blobBytes, blobsOf, manifestsOf, parseManifest } from './manifest-content';
import type { ManifestContent } from './manifest-content';
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
  /** Indexes: tags by the image that they name, and repositories by the digests that they hold. */
  private readonly named: Collection<true>;
  private readonly holders: Collection<true>;

  constructor(store: Store, blobs: BlobStore) {
    this.store = store;
    this.blobs = blobs;
    this.images = store.collection('ecr/images');
    this.tags = store.collection('ecr/tags');
    this.bodies = store.collection('ecr/manifests');
    this.named = store.collection('ecr/tags-by-digest');
    this.holders = store.collection('ecr/repositories-by-digest');
    this.indexOnce();
  }

  /** Images of a repository in the order of their digests. */
  list(repository: string): readonly ImageRecord[] {
    return [...this.images.list(`${repository}\0`)].map(([, image]) => image);
  }

  /** Yields the images of a repository after a digest, or all of them, in the order of their digests. */
  *imagesAfter(repository: string, digest: string | undefined): Iterable<ImageRecord> {
    const prefix = `${repository}\0`;
    const rest = digest === undefined ? {} : { from: `${prefix}${digest}\0` };
    for (const [, image] of this.images.list(prefix, rest)) yield image;
  }

  isEmpty(repository: string): boolean {
    for (const _image of this.imagesAfter(repository, undefined)) return false;
    return true;
  }

  /** Yields the tags of a repository after a tag, or all of them, by name. */
  *tagsAfter(repository: string, tag: string | undefined): Iterable<string> {
    const prefix = `${repository}\0`;
    const rest = tag === undefined ? {} : { from: `${prefix}${tag}\0` };
    for (const [key] of this.tags.list(prefix, rest)) yield key.slice(prefix.length);
  }

  /** Tags of one image by name; undefined when it has none. */
  tagsOf(repository: string, digest: string): readonly string[] | undefined {
    const prefix = `${repository}\0${digest}\0`;
    const tags = [...this.named.list(prefix)].map(([key]) => key.slice(prefix.length));
    return tags.length === 0 ? undefined : tags;
  }

  /** Finds an image by tag or digest. */
  find(repository: string, reference: string): ImageRecord | undefined {
    const digest = isDigest(reference) ? reference : this.tags.get(`${repository}\0${reference}`);
    return digest === undefined ? undefined : this.images.get(`${repository}\0${digest}`);
  }

  body(digest: string): ManifestBody | undefined {
    return this.bodies.get(digest);
  }

  /** Stores a manifest and points a tag at it. The blobs and manifests that it lists must already be stored. */
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
        if (current !== undefined) this.named.remove(`${repository.name}\0${current}\0${push.tag}`);
        this.tags.put(`${repository.name}\0${push.tag}`, digest);
        this.named.put(`${repository.name}\0${digest}\0${push.tag}`, true);
      } else if (known) return { kind: 'unchanged', digest };
      if (!known) {
        const mediaType = push.mediaType ?? content.mediaType ?? OCI_MANIFEST;
        this.bodies.put(digest, { bytes: push.bytes, mediaType });
        this.holders.put(`${digest}\0${repository.name}`, true);
        this.images.put(
          key,
          this.describe(repository.name, content, { digest, mediaType, pushedAt: push.now }),
        );
      }
      return { kind: 'stored', digest };
    });
  }

  /** Removes a tag and leaves the image. */
  removeTag(repository: string, tag: string): boolean {
    return this.store.transaction(() => {
      const digest = this.tags.get(`${repository}\0${tag}`);
      if (digest === undefined) return false;
      this.named.remove(`${repository}\0${digest}\0${tag}`);
      return this.tags.remove(`${repository}\0${tag}`);
    });
  }

  /** Removes an image with all of its tags. */
  removeImage(repository: string, digest: string): void {
    this.store.transaction(() => {
      for (const tag of this.tagsOf(repository, digest) ?? []) this.removeTag(repository, tag);
      this.images.remove(`${repository}\0${digest}`);
      this.holders.remove(`${digest}\0${repository}`);
      this.dropUnusedBody(digest);
    });
  }

  removeAll(repository: string): void {
    for (const image of this.list(repository)) this.removeImage(repository, image.digest);
  }

  private missingFrom(repository: string, content: ManifestContent): PutOutcome | undefined {
    const missingBlobs = blobsOf(content).filter(
      (digest) => this.blobs.sizeIn(repository, digest) === undefined,
    );
    if (missingBlobs.length > 0) return { kind: 'blobs-missing', digests: missingBlobs };
    const missing = manifestsOf(content).filter((digest) => this.find(repository, digest) === undefined);
    return missing.length > 0 ? { kind: 'manifests-missing', digests: missing } : undefined;
  }

  private describe(
    repository: string,
    content: ManifestContent,
    image: Pick<ImageRecord, 'digest' | 'mediaType' | 'pushedAt'>,
  ): ImageRecord {
    const children = manifestsOf(content).flatMap((digest) => this.find(repository, digest) ?? []);
    return {
      ...image,
      ...(content.config?.mediaType === undefined ? {} : { artifactMediaType: content.config.mediaType }),
      size: blobBytes(content) + children.reduce((sum, child) => sum + child.size, 0),
    };
  }

  private dropUnusedBody(digest: string): void {
    for (const _holder of this.holders.list(`${digest}\0`)) return;
    this.bodies.remove(digest);
  }

  /** Fills the indexes that a store of an earlier release lacks. */
  private indexOnce(): void {
    for (const _known of this.holders.list()) return;
    this.store.transaction(() => {
      for (const [key, { digest }] of this.images.list()) {
        this.holders.put(`${digest}\0${key.slice(0, key.indexOf('\0'))}`, true);
      }
      for (const [key, digest] of this.tags.list()) {
        const [repository = '', tag = ''] = key.split('\0');
        this.named.put(`${repository}\0${digest}\0${tag}`, true);
      }
    });
  }
}
