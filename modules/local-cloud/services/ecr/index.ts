import { MIB } from '../../protocols/body/body-limits';
import type { ServiceDescriptor } from '../service-descriptor';
import { BlobStore } from './blob-store';
import type { EcrDependencies } from './ecr-dependencies';
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

/**
 * Elastic Container Registry, the registry protocol over the same images, and access to those images for jobs. Blobs
 * are below `<directory>/registry`.
 */
export const ecr: ServiceDescriptor = {
  id: 'ecr',
  protocol: 'json',
  signingName: 'ecr',
  target: 'AmazonEC2ContainerRegistry_V20150921',
  validationCode: 'InvalidParameterException',
  bodyLimits: {
    // 20 MiB in Base64.
    UploadLayerPart: 28 * MIB,
    // A manifest of 4 MiB as the text of a JSON member.
    PutImage: 9 * MIB,
  },
  selfCheck: { operation: 'PutImage', required: ['repositoryName', 'imageManifest'] },
  loadClient: () => import('@aws-sdk/client-ecr'),
  build: ({ store, clock, random, directory }) => {
    const blobs = new BlobStore(store, directory);
    const dependencies: EcrDependencies = {
      store,
      blobs,
      repositories: new RepositoryTable(store),
      images: new ImageTable(store, blobs),
      uploads: new LayerUploads(store, blobs, { directory, random }),
      tokens: new RegistryTokens(store, clock, random),
    };
    return {
      offers: {
        registry: new OciRegistry(dependencies, { clock, random, directory }),
        images: new PushedImages(dependencies.images, blobs),
      },
      operations: {
        ...repositoryOperations(dependencies),
        ...policyOperations(dependencies),
        ...imageOperations(dependencies),
        ...layerOperations(dependencies),
      },
    };
  },
};
