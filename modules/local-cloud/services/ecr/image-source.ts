import { LOCAL_ACCOUNT } from '../../../kernel';
import type { ContentDescriptor, ImageManifest, ImageSource } from '../../ports/ports';
import type { BlobStore } from './blob-store';
import { isDigest } from './blob-store';
import type { ImageTable } from './image-table';

/** Hosts that name this registry: its own address, and that of the account's registry at AWS. */
const OWN_HOST = new RegExp(
  `^(?:(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?|${LOCAL_ACCOUNT}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com)$`,
);

interface IndexEntry extends ContentDescriptor {
  readonly platform?: { readonly os?: string; readonly architecture?: string };
}

/** Finds pushed images by the addresses that training jobs use. */
export class PushedImages implements ImageSource {
  private readonly images: ImageTable;
  private readonly blobs: BlobStore;

  constructor(images: ImageTable, blobs: BlobStore) {
    this.images = images;
    this.blobs = blobs;
  }

  resolve(imageUri: string): { readonly repository: string; readonly digest: string } | undefined {
    const slash = imageUri.indexOf('/');
    if (slash < 0 || !OWN_HOST.test(imageUri.slice(0, slash))) return undefined;
    const rest = imageUri.slice(slash + 1);
    const at = rest.indexOf('@');
    const named = at < 0 ? rest : rest.slice(0, at);
    const colon = named.lastIndexOf(':');
    const repository = colon < 0 ? named : named.slice(0, colon);
    const reference = at < 0 ? (colon < 0 ? 'latest' : named.slice(colon + 1)) : rest.slice(at + 1);
    if (at >= 0 && !isDigest(reference)) return undefined;
    const image = this.images.find(repository, reference);
    return image === undefined ? undefined : { repository, digest: image.digest };
  }

  manifest(digest: string): ImageManifest {
    const body = this.images.body(digest);
    if (body === undefined) throw new Error(`no image with the digest ${digest} has been pushed`);
    const content = JSON.parse(Buffer.from(body.bytes).toString('utf8')) as ImageManifest & {
      readonly manifests?: readonly IndexEntry[];
    };
    if (content.manifests === undefined) return content;
    const entries = content.manifests.filter((entry) => entry.platform?.os !== 'unknown');
    const chosen =
      entries.find((entry) => entry.platform?.os === 'linux' && entry.platform.architecture === 'amd64') ??
      entries[0];
    if (chosen === undefined) throw new Error(`the image index ${digest} is empty`);
    return this.manifest(chosen.digest);
  }

  blobPath(digest: string): string {
    return this.blobs.path(digest);
  }
}
