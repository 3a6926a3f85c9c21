import type { Store } from '../../store/store';
import type { BlobStore } from './blob-store';
import type { ImageTable } from './image-table';
import type { LayerUploads } from './layer-uploads';
import type { RegistryTokens } from './registry-token';
import type { RepositoryTable } from './repository-table';

/** The dependencies of ECR's operations and of the registry protocol. */
export interface EcrDependencies {
  readonly store: Store;
  readonly repositories: RepositoryTable;
  readonly images: ImageTable;
  readonly blobs: BlobStore;
  readonly uploads: LayerUploads;
  readonly tokens: RegistryTokens;
}
