import { ServiceFault } from '../../../ports/service';

const MAX_KEY_BYTES = 1024;

/**
 * Checks a key against S3's limits. Keys are names, not paths: `..`, backslashes and leading slashes are ordinary characters, so the
 * local cloud never uses a key as a file name.
 */
export function checkKey(key: string | undefined): string {
  if (key === undefined || key === '') {
    throw new ServiceFault('InvalidArgument', 'An object key must be given.', { status: 400 });
  }
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new ServiceFault('KeyTooLongError', 'Your key is too long', {
      status: 400,
      members: { Size: Buffer.byteLength(key), MaxSizeAllowed: MAX_KEY_BYTES },
    });
  }
  // XML cannot contain NUL, and undecodable bytes become U+FFFD.
  if (key.includes('\0') || key.includes('\uFFFD')) {
    throw new ServiceFault('InvalidArgument', 'The object key holds characters that are not allowed.', {
      status: 400,
    });
  }
  return key;
}
