import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { imageError } from '../image-error';

/** Returns the text of the folder's Dockerfile. Throws `IMAGE_DOCKERFILE_MISSING` if the folder does not contain it. */
export async function readDockerfileText(folder: string, dockerfile: string): Promise<string> {
  const file = join(folder, dockerfile);
  const inside = !normalize(dockerfile).startsWith('..');
  const text = inside ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (text === undefined) {
    throw imageError(
      'IMAGE_DOCKERFILE_MISSING',
      inside
        ? `Dockerfile "${file}" does not exist. Create it, or give the path of the file relative to the folder.`
        : `The Dockerfile "${dockerfile}" is outside the folder "${folder}". Move it into the folder.`,
    );
  }
  return text;
}
