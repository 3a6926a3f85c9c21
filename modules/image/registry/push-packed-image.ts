import { findManifest } from './find-manifest';
import { imageError } from '../image-error';
import type { OciBlob } from '../oci';
import type { PackedImage } from '../pack/packed-image';
import type { PushedImage, PushRequest } from './push-request';
import { RegistryClient } from './registry-client';
import { parseRepositoryUrl } from './repository-address';

/** Pushes a packed image: each missing blob in one request, then the manifest. */
export async function pushPackedImage(image: PackedImage, request: PushRequest): Promise<PushedImage> {
  const address = parseRepositoryUrl(request.repositoryUrl);
  const client = new RegistryClient(address, request);
  const pushed = { digest: image.digest, size: image.size, imageUri: `${address.url}@${image.digest}` };
  // A repository with immutable tags rejects even the same image the second time.
  const present = await findManifest({ ...request, reference: request.tag });
  if (present?.digest === image.digest) return pushed;
  for (const blob of [...image.layers, image.config]) await client.retrying(() => pushBlob(client, blob));
  await client.retrying(() =>
    client.send({
      method: 'PUT',
      to: `manifests/${request.tag}`,
      headers: { 'content-type': image.manifest.mediaType },
      body: image.manifest.bytes,
      expect: [201],
      doing: `putting tag "${request.tag}"`,
    }),
  );
  return pushed;
}

async function pushBlob(client: RegistryClient, blob: OciBlob): Promise<void> {
  const doing = `uploading ${blob.digest}`;
  const found = await client.send({ method: 'HEAD', to: `blobs/${blob.digest}`, expect: [200, 404], doing });
  if (found.status === 200) return;
  const opened = await client.send({
    method: 'POST',
    to: 'blobs/uploads/',
    headers: { 'content-length': '0' },
    expect: [202],
    doing,
  });
  const location = opened.headers.get('location');
  if (location === null) {
    throw imageError('REGISTRY_REFUSED', `The registry returned no upload address for ${doing}.`);
  }
  const to = new URL(location, opened.url);
  to.searchParams.set('digest', blob.digest);
  await client.send({
    method: 'PUT',
    to,
    headers: { 'content-type': 'application/octet-stream' },
    body: blob.bytes,
    expect: [201],
    doing,
  });
}
