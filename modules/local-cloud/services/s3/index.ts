import { MIB } from '../../protocols/body/body-limits';
import { GatheredWrites } from '../../store/gathered-writes';
import type { ServiceDescriptor } from '../service-descriptor';
import { BodyFiles } from './objects/body-files';
import { bucketAbsences } from './configurations/bucket-absences';
import { bucketConfigurations } from './configurations/bucket-configurations';
import { bucketOperations } from './buckets/bucket-operations';
import { BucketTable } from './buckets/bucket-table';
import { copyOperations } from './objects/copy-operations';
import { deleteOperations } from './objects/delete-operations';
import { listOperations } from './objects/list-operations';
import { multipartOperations } from './multipart/multipart-operations';
import { MultipartTable } from './multipart/multipart-table';
import { objectOperations } from './objects/object-operations';
import { InternalObjects } from './objects/object-storage';
import { ObjectTable } from './objects/object-table';
import type { S3Dependencies } from './s3-dependencies';

/** Simple Storage Service. Object data is kept below `<directory>/objects`. */
export const s3: ServiceDescriptor = {
  id: 's3',
  protocol: 'rest-xml',
  signingName: 's3',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  validationCode: 'InvalidArgument',
  bodyLimits: {
    // 1,000 keys of 1,024 bytes, each of which XML may spell as an entity of six characters.
    DeleteObjects: 7 * MIB,
    // 10,000 parts with entity tag and checksum.
    CompleteMultipartUpload: 4 * MIB,
  },
  selfCheck: { operation: 'PutObject', required: ['Bucket', 'Key'] },
  loadClient: () => import('@aws-sdk/client-s3'),
  build: ({ store, clock, random, directory }) => {
    const bodies = new BodyFiles(directory, random);
    const dependencies: S3Dependencies = {
      store,
      random,
      bodies,
      buckets: new BucketTable(store),
      objects: new ObjectTable(store),
      uploads: new MultipartTable(store, bodies),
      writes: new GatheredWrites(store),
    };
    // Sweep before serving: later, a file without a record may be new rather than left over.
    bodies.sweep(new Set([...dependencies.objects.bodies(), ...dependencies.uploads.bodiesInUse()]));
    return {
      offers: { objects: new InternalObjects(dependencies, clock) },
      operations: {
        ...bucketOperations(dependencies),
        ...bucketConfigurations(dependencies),
        ...bucketAbsences(dependencies),
        ...objectOperations(dependencies),
        ...deleteOperations(dependencies),
        ...copyOperations(dependencies),
        ...listOperations(dependencies),
        ...multipartOperations(dependencies),
      },
    };
  },
};
