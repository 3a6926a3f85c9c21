import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TuneformError } from '../../kernel';
import type { ContentDescriptor, ImageSource } from '../ports/ports';
import { extractArchive } from './extract-archive';
import { readImageConfig } from './image-config';
import type { ImageConfig } from './image-config';
import { UnpackBudget } from './unpack-budget';
import { isIntact, recordUnpack } from './unpack-record';

/** An image's file system on the host. */
export interface UnpackedImage {
  readonly digest: string;
  /** The image's `/`. All containers of the image share it: no process may write to it. */
  readonly root: string;
  readonly config: ImageConfig;
}

/** Unpacks images, each digest once, into `<directory>/<hexadecimal digest>`. */
export class ImageFolder {
  private readonly directory: string;
  private readonly images: ImageSource;
  private readonly unpacking = new Map<string, Promise<UnpackedImage>>();

  constructor(directory: string, images: ImageSource) {
    this.directory = directory;
    this.images = images;
  }

  /**
   * Returns the image with this manifest digest, exactly as pushed: layers in order, every layer's digest checked.
   */
  unpack(digest: string): Promise<UnpackedImage> {
    const known = this.unpacking.get(digest);
    if (known !== undefined) return known;
    const unpacked = this.unpackOnce(digest);
    this.unpacking.set(digest, unpacked);
    // Only concurrent callers share a result: programs have the rights to change unpacked files, and a failure, for
    // example a full disk, may pass. The next job checks again.
    const forget = (): boolean => this.unpacking.delete(digest);
    unpacked.then(forget, forget);
    return unpacked;
  }

  private async unpackOnce(digest: string): Promise<UnpackedImage> {
    const manifest = this.images.manifest(digest);
    const root = join(this.directory, digest.replace('sha256:', ''));
    if (!(await isIntact(root))) {
      const partial = `${root}.partial`;
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { recursive: true });
      const budget = new UnpackBudget();
      for (const layer of manifest.layers) await this.addLayer(layer, partial, budget);
      await rm(root, { recursive: true, force: true });
      // Complete under its final name or absent, even after a crash.
      await rename(partial, root);
      await recordUnpack(root);
    }
    return { digest, root, config: readImageConfig(this.images.blobPath(manifest.config.digest)) };
  }

  private async addLayer(layer: ContentDescriptor, root: string, budget: UnpackBudget): Promise<void> {
    const hash = createHash('sha256');
    const check = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    // Before the file is opened: a stream that nothing reads stays open, and its error ends the process.
    const through = [check, ...decompressor(layer)];
    const content = createReadStream(this.images.blobPath(layer.digest));
    await extractArchive(content, root, { whiteouts: true, budget, through });
    if (`sha256:${hash.digest('hex')}` !== layer.digest) {
      throw new TuneformError(
        `The content of the stored layer ${layer.digest} does not match its digest. Delete the image from its repository, and push it again.`,
        { code: 'IMAGE_LAYER_CORRUPT', summary: 'Corrupt Image Layer' },
      );
    }
  }
}

function decompressor(layer: ContentDescriptor): Transform[] {
  if (layer.mediaType.endsWith('gzip')) return [createGunzip()];
  if (layer.mediaType.endsWith('tar')) return [];
  throw new TuneformError(
    `The layer ${layer.digest} is of type ${layer.mediaType}, which the local cloud cannot unpack. Push the image with gzip compression.`,
    { code: 'IMAGE_LAYER_TYPE', summary: 'Unsupported Image Layer' },
  );
}
