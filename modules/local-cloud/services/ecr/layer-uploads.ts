import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Random } from '../../../kernel';
import type { Collection, Store } from '../../store/store';
import type { BlobStore } from './blob-store';
import { digestOfFile } from './blob-store';

/** An upload in progress. The size of its file tells how much has arrived, so an upload survives a restart. */
export interface LayerUpload {
  readonly id: string;
  readonly repository: string;
  /** Bytes received. */
  readonly size: number;
}

export type FinishedUpload =
  { readonly ok: true; readonly digest: string } | { readonly ok: false; readonly actual: string };

/** Uploads blobs in one or more pieces, for the registry protocol and for ECR's layer operations. */
export class LayerUploads {
  private readonly directory: string;
  private readonly records: Collection<{ readonly repository: string }>;
  private readonly random: Random;
  private readonly blobs: BlobStore;

  constructor(
    store: Store,
    blobs: BlobStore,
    options: { readonly directory: string; readonly random: Random },
  ) {
    this.random = options.random;
    this.directory = join(options.directory, 'registry', 'uploads');
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    this.records = store.collection('ecr/uploads');
    this.blobs = blobs;
    // Before serving, delete the files that a killed process had begun and not recorded, or finished and not removed.
    for (const id of readdirSync(this.directory)) {
      if (this.records.get(id) === undefined) rmSync(this.file(id), { force: true });
    }
  }

  begin(repository: string): LayerUpload {
    const id = this.random.uuid();
    writeFileSync(this.file(id), '', { mode: 0o600 });
    this.records.put(id, { repository });
    return { id, repository, size: 0 };
  }

  find(id: string, repository: string): LayerUpload | undefined {
    const record = this.records.get(id);
    if (record?.repository !== repository) return undefined;
    return { id, repository, size: statSync(this.file(id), { throwIfNoEntry: false })?.size ?? 0 };
  }

  /** Appends the bytes of `source` and returns the new size in bytes. If the connection breaks, the bytes that arrived stay. */
  async append(upload: LayerUpload, source: AsyncIterable<Buffer> | readonly Buffer[]): Promise<number> {
    await pipeline(source, createWriteStream(this.file(upload.id), { flags: 'a' }));
    return statSync(this.file(upload.id)).size;
  }

  /** Turns the upload into a blob if its bytes have the digest. Ends the upload in either case. */
  async finish(upload: LayerUpload, digest: string): Promise<FinishedUpload> {
    const file = this.file(upload.id);
    const actual = await digestOfFile(file);
    if (actual !== digest) {
      await this.cancel(upload);
      return { ok: false, actual };
    }
    await this.blobs.adopt(upload.repository, digest, file);
    this.records.remove(upload.id);
    return { ok: true, digest };
  }

  async cancel(upload: LayerUpload): Promise<void> {
    this.records.remove(upload.id);
    await rm(this.file(upload.id), { force: true });
  }

  private file(id: string): string {
    return join(this.directory, id);
  }
}
