import type { OciBlob } from '../oci';

/** An OCI image in memory, complete and ready to push. */
export interface PackedImage {
  readonly kind: 'packed';
  readonly config: OciBlob;
  readonly layers: readonly OciBlob[];
  readonly manifest: OciBlob;
  /** Digest of the manifest, as in `repository@sha256:…`. */
  readonly digest: string;
  /** Bytes of manifest, configuration and layers together, as stored in a registry. */
  readonly size: number;
  /** The image in FROM, which is not part of this image. */
  readonly base: string;
  /** Skipped instructions, as written, such as `RUN pip install -r requirements.txt`. */
  readonly notExecuted: readonly string[];
}

/** Label that says "true" on an image packed from a folder, without its base image and without running anything. */
export const PACKED_LABEL = 'io.tuneform.packed';
/** Label with the image the Dockerfile starts from. */
export const PACKED_BASE_LABEL = 'io.tuneform.packed.base';
/** Label with the JSON list of skipped instructions. */
export const PACKED_NOT_EXECUTED_LABEL = 'io.tuneform.packed.not-executed';
/** Label with the JSON list of RUN instructions, for a machine that can carry them out. Absent without any. */
export const PACKED_RUN_LABEL = 'io.tuneform.packed.run';
