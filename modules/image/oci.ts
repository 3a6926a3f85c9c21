import { createHash } from 'node:crypto';

/** Media types of the OCI image format, version 1. */
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
export const OCI_LAYER_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** Bytes with their digest. */
export interface OciBlob {
  readonly mediaType: string;
  /** `sha256:` and 64 hexadecimal characters. */
  readonly digest: string;
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Returns a blob of the bytes. */
export function ociBlob(mediaType: string, bytes: Uint8Array): OciBlob {
  return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
}

/** Returns `sha256:…` of the bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Returns JSON as a blob. Keys keep their order, so the same object literal always gives the same digest. */
export function jsonBlob(mediaType: string, value: unknown): OciBlob {
  return ociBlob(mediaType, Buffer.from(JSON.stringify(value)));
}
