import { createHash } from 'node:crypto';
import type { Random } from '../../../kernel';
import type { GatheredWrites } from '../../store/gathered-writes';
import type { Store } from '../../store/store';
import type { BodyFiles } from './objects/body-files';
import type { BucketTable } from './buckets/bucket-table';
import type { MultipartTable } from './multipart/multipart-table';
import type { ObjectTable } from './objects/object-table';

/** The dependencies of S3's operations. */
export interface S3Dependencies {
  readonly store: Store;
  readonly random: Random;
  readonly buckets: BucketTable;
  readonly objects: ObjectTable;
  readonly uploads: MultipartTable;
  readonly bodies: BodyFiles;
  /** Gathers the writes of concurrent clients into one commit. */
  readonly writes: GatheredWrites;
}

/** The account as S3 names owners: a canonical user id. */
export const OWNER = {
  ID: createHash('sha256').update('tuneform local cloud').digest('hex'),
  DisplayName: 'tuneform',
} as const;
