import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { canonicalJson, sha256Hex } from '../../kernel';
import { DEFAULT_DOCKERFILE, DEFAULT_PLATFORM, type ContextOptions } from './context-options';
import { listContext } from './list-context';
import { parsePlatform } from '../platform';
import { readDockerfileText } from '../dockerfile/read-dockerfile-text';

/** Raise it if the meaning of the hash changes, so that old and new tags differ. */
const FORMULA = 'tuneform-context-1';

/**
 * Returns the content hash of an image of `folder`: SHA-256, 64 hexadecimal characters, over the paths, executable bits, link
 * targets and contents that `.dockerignore` does not exclude, the Dockerfile, the platform and the build arguments. It is
 * equal on every machine and after every clone, because it ignores times, owners and other mode bits.
 *
 * Throws `IMAGE_FOLDER_MISSING`, `IMAGE_FOLDER_EMPTY`, `IMAGE_FOLDER_ENTRY`, `IMAGE_DOCKERFILE_MISSING`,
 * `IMAGE_PLATFORM_UNSUPPORTED`.
 */
export async function hashContext(folder: string, options: ContextOptions = {}): Promise<string> {
  const dockerfile = options.dockerfile ?? DEFAULT_DOCKERFILE;
  const platform = parsePlatform(options.platform ?? DEFAULT_PLATFORM);
  const entries = await listContext(folder, dockerfile);
  const dockerfileText = await readDockerfileText(folder, dockerfile);
  const files = [];
  for (const entry of entries) {
    files.push(
      entry.kind === 'link'
        ? [entry.path, 'link', entry.target]
        : [entry.path, entry.executable ? 'executable' : 'file', await readFileDigest(entry.absolutePath)],
    );
  }
  return sha256Hex(
    canonicalJson({
      formula: FORMULA,
      platform: { ...platform },
      // A builder reads the Dockerfile even if .dockerignore excludes it from the image.
      dockerfile: sha256Hex(dockerfileText),
      buildArgs: { ...options.buildArgs },
      files,
    }),
  );
}

/** Returns the SHA-256 of a file in hexadecimal. Reads the file in pieces. */
async function readFileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
