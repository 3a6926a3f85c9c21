import type * as Ecr from '@aws-sdk/client-ecr';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import type { EcrDependencies } from './ecr-dependencies';
import type { LayerUpload } from './layer-uploads';

/** The part size that ECR recommends, in bytes. */
const PART_SIZE = 10_485_760;

/** Uploads and describes layers through ECR's own operations, the alternative to the registry protocol. */
export function layerOperations(dependencies: EcrDependencies): Operations {
  const { repositories, blobs, uploads } = dependencies;
  const find = (id: string | undefined, repository: string | undefined): LayerUpload => {
    const upload = uploads.find(id ?? '', repository ?? '');
    if (upload === undefined) {
      throw new ServiceFault(
        'UploadNotFoundException',
        `The upload with id '${id ?? ''}' could not be found`,
      );
    }
    return upload;
  };
  return {
    BatchCheckLayerAvailability: (
      input: Ecr.BatchCheckLayerAvailabilityRequest,
      call: Call,
    ): Ecr.BatchCheckLayerAvailabilityResponse => {
      const { name } = repositories.get(input.repositoryName ?? '', call.account);
      return {
        layers: (input.layerDigests ?? []).map((layerDigest) => {
          const layerSize = blobs.sizeIn(name, layerDigest);
          return layerSize === undefined
            ? { layerDigest, layerAvailability: 'UNAVAILABLE' as const }
            : { layerDigest, layerAvailability: 'AVAILABLE' as const, layerSize };
        }),
        failures: [],
      };
    },
    InitiateLayerUpload: (
      input: Ecr.InitiateLayerUploadRequest,
      call: Call,
    ): Ecr.InitiateLayerUploadResponse => {
      const { name } = repositories.get(input.repositoryName ?? '', call.account);
      return { uploadId: uploads.begin(name).id, partSize: PART_SIZE };
    },
    UploadLayerPart: async (
      input: Ecr.UploadLayerPartRequest,
      call: Call,
    ): Promise<Ecr.UploadLayerPartResponse> => {
      const { name } = repositories.get(input.repositoryName ?? '', call.account);
      const upload = find(input.uploadId, name);
      if (input.partFirstByte !== upload.size) {
        const reason = `The layer part must begin at byte ${String(upload.size)}`;
        throw new ServiceFault('InvalidLayerPartException', reason, {
          members: {
            lastValidByteReceived: Math.max(0, upload.size - 1),
            repositoryName: name,
            uploadId: upload.id,
          },
        });
      }
      const size = await uploads.append(upload, [Buffer.from(input.layerPartBlob ?? [])]);
      return {
        registryId: call.account,
        repositoryName: name,
        uploadId: upload.id,
        lastByteReceived: size - 1,
      };
    },
    CompleteLayerUpload: async (
      input: Ecr.CompleteLayerUploadRequest,
      call: Call,
    ): Promise<Ecr.CompleteLayerUploadResponse> => {
      const { name } = repositories.get(input.repositoryName ?? '', call.account);
      const upload = find(input.uploadId, name);
      const digest = input.layerDigests?.[0] ?? '';
      if (upload.size === 0) throw new ServiceFault('EmptyUploadException', 'The upload holds no layer part');
      if (blobs.sizeIn(name, digest) !== undefined) {
        await uploads.cancel(upload);
        throw new ServiceFault('LayerAlreadyExistsException', `Layer with digest '${digest}' already exists`);
      }
      const finished = await uploads.finish(upload, digest);
      if (!finished.ok) {
        const reason = `Invalid layer digest: the layer has the digest '${finished.actual}'`;
        throw new ServiceFault('InvalidLayerException', reason);
      }
      return { registryId: call.account, repositoryName: name, uploadId: upload.id, layerDigest: digest };
    },
  };
}
