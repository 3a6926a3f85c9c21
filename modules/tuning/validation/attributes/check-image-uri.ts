import type { AttributePath } from '../../../kernel';
import type { Report } from '../report';

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** Reports text that is not an image URI. Returns true if it is one. */
export function checkImageUri(
  image: string,
  place: { readonly path: AttributePath; readonly name: string },
  report: Report,
): boolean {
  const { path, name } = place;
  if (/\s/.test(image)) {
    report.error(path, 'Invalid Image', `${name} is "${image}". An image URI has no spaces.`);
    return false;
  }
  if (!image.includes('@') || DIGEST.test(image)) return true;
  report.error(
    path,
    'Invalid Image Digest',
    `${name} is "${image}". After "@" comes the digest: sha256: and 64 hexadecimal digits. ${image.endsWith('@') ? 'Here it is empty, perhaps because the value that it was made from is.' : 'Copy it as tuneform_container_image exports it.'}`,
  );
  return false;
}
