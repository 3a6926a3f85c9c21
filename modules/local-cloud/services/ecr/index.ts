import type { Clock, Random } from '../../../kernel';
import type { ImageSource } from '../../ports/ports';
import type { RegistryListener } from '../../ports/registry-listener';
import type { Service } from '../../ports/service';
import type { Store } from '../../store/store';
import { BlobStore } from './blob-store';
import type { EcrParts } from './ecr-parts';
import { imageOperations } from './image-operations';
import { PushedImages } from './image-source';
import { ImageTable } from './image-table';
import { layerOperations } from './layer-operations';
import { LayerUploads } from './layer-uploads';
import { OciRegistry } from './oci/oci-registry';
import { policyOperations } from './policy-operations';
import { RegistryTokens } from './registry-token';
import { repositoryOperations } from './repository-operations';
import { RepositoryTable } from './repository-table';

/** ECR's operations, the registry protocol over the same images, and those images for whoever runs them. */
export interface EcrServices {
  readonly service: Service;
  readonly registry: RegistryListener;
  readonly images: ImageSource;
}

/** Elastic Container Registry. Blobs are kept below `<directory>/registry`. */
export function createEcrServices(
  store: Store,
  clock: Clock,
  random: Random,
  directory: string,
): EcrServices {
  const blobs = new BlobStore(store, directory);
  const parts: EcrParts = {
    store,
    blobs,
    repositories: new RepositoryTable(store),
    images: new ImageTable(store, blobs),
    uploads: new LayerUploads(store, blobs, directory),
    tokens: new RegistryTokens(store, clock),
  };
  return {
    registry: new OciRegistry(parts, clock, random, directory),
    images: new PushedImages(parts.images, blobs),
    service: {
      id: 'ecr',
      loadClient: () => import('@aws-sdk/client-ecr'),
      operations: {
        ...repositoryOperations(parts),
        ...policyOperations(parts),
        ...imageOperations(parts),
        ...layerOperations(parts),
      },
    },
  };
}
