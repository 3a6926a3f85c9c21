import { checkBucketTags } from '../configurations/tagging-operations';
import type * as S3 from '@aws-sdk/client-s3';
import { inOrder, pageOf } from '../../paging';
import { ServiceFault } from '../../../ports/service';
import type { Call, Operations } from '../../../ports/service';
import { isBucketName } from './bucket-table';
import { OWNER } from '../s3-dependencies';
import type { S3Dependencies } from '../s3-dependencies';

/** Creates, finds and deletes buckets. */
export function bucketOperations(dependencies: S3Dependencies): Operations {
  const { store, buckets, objects } = dependencies;
  return {
    ListBuckets: (input: S3.ListBucketsRequest, call: Call): S3.ListBucketsOutput => {
      const region = input.BucketRegion ?? call.region;
      const matching = buckets
        .all()
        .filter((bucket) => bucket.name.startsWith(input.Prefix ?? '') && region === call.region);
      const page = pageOf(inOrder(matching, { placeOf: (bucket) => bucket.name }), {
        limit: input.MaxBuckets ?? 10_000,
        token: input.ContinuationToken,
        invalidTokenCode: 'InvalidArgument',
      });
      return {
        Buckets: page.items.map((bucket) => ({
          Name: bucket.name,
          CreationDate: new Date(bucket.createdAt),
          ...(input.MaxBuckets === undefined ? {} : { BucketRegion: call.region }),
        })),
        Owner: OWNER,
        ...(page.nextToken === undefined ? {} : { ContinuationToken: page.nextToken }),
        ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
      };
    },
    CreateBucket: (input: S3.CreateBucketRequest, call: Call): S3.CreateBucketOutput => {
      const name = input.Bucket ?? '';
      if (!isBucketName(name)) {
        throw new ServiceFault('InvalidBucketName', 'The specified bucket is not valid.', {
          status: 400,
          members: { BucketName: name },
        });
      }
      checkLocation(input.CreateBucketConfiguration?.LocationConstraint, call.region);
      if (input.ObjectLockEnabledForBucket === true) {
        throw new ServiceFault('NotImplemented', 'The local cloud does not serve object lock.', {
          status: 501,
        });
      }
      store.transaction(() => {
        // In us-east-1 a request to create a bucket that the caller already owns succeeds and changes nothing.
        if (buckets.find(name) !== undefined) return;
        const tags = checkBucketTags(input.CreateBucketConfiguration?.Tags ?? []);
        buckets.put({
          name,
          createdAt: Math.floor(call.now / 1000) * 1000,
          configurations: {
            ...(input.ObjectOwnership === undefined
              ? {}
              : { ownershipControls: { Rules: [{ ObjectOwnership: input.ObjectOwnership }] } }),
            ...(tags.length === 0 ? {} : { tagging: tags }),
          },
        });
      });
      return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
    },
    HeadBucket: (input: S3.HeadBucketRequest, call: Call): S3.HeadBucketOutput => {
      const bucket = buckets.get(input.Bucket);
      return { BucketRegion: call.region, BucketArn: `arn:aws:s3:::${bucket.name}`, AccessPointAlias: false };
    },
    GetBucketLocation: (input: S3.GetBucketLocationRequest): S3.GetBucketLocationOutput => {
      buckets.get(input.Bucket);
      // S3 expresses us-east-1 as the absence of a constraint.
      return {};
    },
    DeleteBucket: (input: S3.DeleteBucketRequest): void =>
      store.transaction(() => {
        const bucket = buckets.get(input.Bucket);
        if (!objects.isEmpty(bucket.name)) {
          const versioned =
            bucket.versioning === undefined ? '' : ' You must delete all versions in the bucket.';
          throw new ServiceFault(
            'BucketNotEmpty',
            `The bucket you tried to delete is not empty.${versioned}`,
            {
              status: 409,
              members: { BucketName: bucket.name },
            },
          );
        }
        for (const upload of dependencies.uploads.list(bucket.name, '')) dependencies.uploads.remove(upload);
        buckets.remove(bucket.name);
      }),
  };
}

function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined || constraint === '') return;
  if (constraint === region) {
    throw new ServiceFault('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      status: 400,
      members: { LocationConstraint: constraint },
    });
  }
  const reason = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new ServiceFault('IllegalLocationConstraintException', reason, { status: 400 });
}
