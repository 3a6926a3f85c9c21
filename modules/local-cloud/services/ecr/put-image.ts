import type * as Ecr from '@aws-sdk/client-ecr';
import { ServiceFault } from '../../ports/service';
import type { ImageRecord, ImageTable } from './image-table';
import type { RepositoryRecord } from './repository-table';

/** Stores an image's manifest. Returns the stored image; throws ECR's fault if the repository cannot take it. */
export function putImage(
  images: ImageTable,
  repository: RepositoryRecord,
  input: Ecr.PutImageRequest,
  now: number,
): ImageRecord {
  const outcome = images.push(repository, {
    bytes: Buffer.from(input.imageManifest ?? ''),
    mediaType: input.imageManifestMediaType,
    tag: input.imageTag,
    digest: input.imageDigest,
    now,
  });
  switch (outcome.kind) {
    case 'stored': {
      const image = images.find(repository.name, outcome.digest);
      if (image === undefined) throw new Error('an image just stored is gone');
      return image;
    }
    case 'unchanged': {
      const tag = input.imageTag === undefined ? '' : ` and tag '${input.imageTag}'`;
      const reason = `Image with digest '${outcome.digest}'${tag} already exists in the repository with name '${repository.name}' in registry with id '${repository.registryId}'`;
      throw new ServiceFault('ImageAlreadyExistsException', reason);
    }
    case 'tag-immutable':
      throw new ServiceFault('ImageTagAlreadyExistsException', immutableTag(repository.name, outcome.tag));
    case 'blobs-missing':
      throw new ServiceFault(
        'LayersNotFoundException',
        `Layers with digests '[${outcome.digests.join(', ')}]' do not exist`,
      );
    case 'manifests-missing':
      throw new ServiceFault(
        'ReferencedImagesNotFoundException',
        `Images with digests '[${outcome.digests.join(', ')}]' do not exist`,
      );
    case 'digest-mismatch':
      throw new ServiceFault(
        'ImageDigestDoesNotMatchException',
        `The manifest has the digest '${outcome.digest}'`,
      );
    case 'invalid':
      throw new ServiceFault(
        'InvalidParameterException',
        `Invalid parameter at 'ImageManifest': ${outcome.reason}`,
      );
  }
}

/** Returns the message for a push over an immutable tag, in either protocol. */
export function immutableTag(repository: string, tag: string): string {
  return `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`;
}
