import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { ImageManifest, ImageSource } from '../../modules/local-cloud/ports/ports';

export interface TestFile {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly mode?: number;
  readonly type?: 'file' | 'symlink' | 'link' | 'directory';
  readonly linkname?: string;
}

/** A tar archive of the given entries, in the given order. */
export async function tar(files: readonly TestFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...header } of files) archive.entry({ mode: 0o755, ...header }, content);
  archive.finalize();
  return buffer(archive);
}

const sha256 = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Images in a folder, laid out as in a registry. */
export class TestImages implements ImageSource {
  private readonly directory: string;
  private readonly manifests = new Map<string, ImageManifest>();

  constructor(directory: string, base?: () => Promise<Buffer>) {
    this.directory = directory;
    this.base = base;
    mkdirSync(directory, { recursive: true });
  }

  /** The lowest layer of each image, not compressed: its base. */
  private readonly base: (() => Promise<Buffer>) | undefined;

  /** Adds an image of one layer over the base; returns its digest. Files are named as in the archive: `opt/program/train`. */
  async add(
    files: readonly TestFile[],
    config: Record<string, unknown> & { readonly Env?: readonly string[] } = {},
  ): Promise<string> {
    const base = await this.base?.();
    const layers = [...(base === undefined ? [] : [base]), await tar(files)];
    const Env = [`PATH=/opt/program:${SYSTEM_PATH}`, ...(config.Env ?? [])];
    const settings = JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: layers.map(sha256) },
      config: { WorkingDir: '/opt/program', ...config, Env },
    });
    const manifest: ImageManifest = {
      schemaVersion: 2,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', size: 0, digest: this.blob(settings) },
      layers: layers.map((layer) =>
        layer === base
          ? { mediaType: 'application/vnd.oci.image.layer.v1.tar', size: 0, digest: this.blob(layer) }
          : {
              mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
              size: 0,
              digest: this.blob(gzipSync(layer)),
            },
      ),
    };
    const digest = this.blob(JSON.stringify(manifest));
    this.manifests.set(digest, manifest);
    return digest;
  }

  resolve(imageUri: string): { repository: string; digest: string } | undefined {
    const [repository = '', digest = ''] = imageUri.split('@');
    return this.manifests.has(digest) ? { repository, digest } : undefined;
  }

  manifest(digest: string): ImageManifest {
    return this.manifests.get(digest)!;
  }

  blobPath(digest: string): string {
    return join(this.directory, digest.replace(':', '-'));
  }

  private blob(content: string | Uint8Array): string {
    const digest = sha256(content);
    if (!existsSync(this.blobPath(digest))) writeFileSync(this.blobPath(digest), content);
    return digest;
  }
}
