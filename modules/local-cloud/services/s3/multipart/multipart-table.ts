import { ServiceFault } from '../../../ports/service';
import type { StoredChecksum } from '../../../protocols/body/checksum-expectations';
import type { Collection, Store } from '../../../store/store';
import type { BodyFiles } from '../objects/body-files';
import type { VersionRecord } from '../objects/object-table';

/** A multipart upload in progress. */
export interface UploadRecord {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The properties of the finished object. */
  readonly object: Pick<VersionRecord, 'metadata' | 'system' | 'tags'>;
  readonly checksumAlgorithm?: StoredChecksum['algorithm'];
  readonly checksumType?: StoredChecksum['type'];
}

export interface PartRecord {
  readonly number: number;
  readonly body: string;
  /** Bytes. */
  readonly size: number;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly checksum?: StoredChecksum;
  readonly modifiedAt: number;
}

/** Uploads and their parts. */
export class MultipartTable {
  private readonly uploads: Collection<UploadRecord>;
  private readonly parts: Collection<PartRecord>;
  private readonly bodies: BodyFiles;

  constructor(store: Store, bodies: BodyFiles) {
    this.uploads = store.collection('s3/uploads');
    this.parts = store.collection('s3/parts');
    this.bodies = bodies;
  }

  get(bucket: string | undefined, key: string | undefined, id: string | undefined): UploadRecord {
    const upload = this.uploads.get(`${bucket ?? ''}/${key ?? ''}\0${id ?? ''}`);
    if (upload === undefined) {
      const reason =
        'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
      throw new ServiceFault('NoSuchUpload', reason, { status: 404, members: { UploadId: id ?? '' } });
    }
    return upload;
  }

  put(upload: UploadRecord): void {
    this.uploads.put(`${upload.bucket}/${upload.key}\0${upload.id}`, upload);
  }

  list(bucket: string, prefix: string): readonly UploadRecord[] {
    return [...this.uploads.list(`${bucket}/${prefix}`)].map(([, upload]) => upload);
  }

  partsOf(upload: UploadRecord): readonly PartRecord[] {
    return [...this.parts.list(`${upload.id}\0`)].map(([, part]) => part);
  }

  /** Stores a part, replacing an earlier one of the same number. */
  putPart(upload: UploadRecord, part: PartRecord): void {
    const address = `${upload.id}\0${String(part.number).padStart(5, '0')}`;
    const earlier = this.parts.get(address);
    this.parts.put(address, part);
    this.bodies.remove(earlier?.body);
  }

  /** Forgets the upload and deletes its parts. */
  remove(upload: UploadRecord): void {
    for (const part of this.partsOf(upload)) {
      this.parts.remove(`${upload.id}\0${String(part.number).padStart(5, '0')}`);
      this.bodies.remove(part.body);
    }
    this.uploads.remove(`${upload.bucket}/${upload.key}\0${upload.id}`);
  }

  /** Names of all part files in use. */
  bodiesInUse(): readonly string[] {
    return [...this.parts.list()].map(([, part]) => part.body);
  }
}
