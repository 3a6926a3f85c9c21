import type { Clock } from '../../../kernel';
import type { ObjectStorage } from '../../ports/ports';
import type { Service } from '../../ports/service';
import type { Store } from '../../store/store';
import { BodyFiles } from './body-files';
import { bucketAbsences } from './bucket-absences';
import { bucketConfigurations } from './configurations/bucket-configurations';
import { bucketOperations } from './bucket-operations';
import { BucketTable } from './bucket-table';
import { copyOperations } from './copy-operations';
import { deleteOperations } from './delete-operations';
import { listOperations } from './list-operations';
import { multipartOperations } from './multipart-operations';
import { MultipartTable } from './multipart-table';
import { objectOperations } from './object-operations';
import { InternalObjects } from './object-storage';
import { ObjectTable } from './object-table';
import type { S3Parts } from './s3-parts';

/** Simple Storage Service. Object data is kept below `<directory>/objects`. */
export function createS3Services(
  store: Store,
  clock: Clock,
  directory: string,
): { readonly service: Service; readonly objects: ObjectStorage } {
  const bodies = new BodyFiles(directory);
  const parts: S3Parts = {
    store,
    bodies,
    buckets: new BucketTable(store),
    objects: new ObjectTable(store),
    uploads: new MultipartTable(store, bodies),
  };
  // Before anything is served: afterwards a file may be new rather than forgotten.
  bodies.sweep(new Set([...parts.objects.bodies(), ...parts.uploads.bodiesInUse()]));
  return {
    objects: new InternalObjects(parts, clock),
    service: {
      id: 's3',
      loadClient: () => import('@aws-sdk/client-s3'),
      operations: {
        ...bucketOperations(parts),
        ...bucketConfigurations(parts),
        ...bucketAbsences(parts),
        ...objectOperations(parts),
        ...deleteOperations(parts),
        ...copyOperations(parts),
        ...listOperations(parts),
        ...multipartOperations(parts),
      },
    },
  };
}
