import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { imageError } from '../image-error';

/** The text of the folder's Dockerfile; `IMAGE_DOCKERFILE_MISSING` where there is none inside the folder. */
export async function readDockerfileText(folder: string, dockerfile: string): Promise<string> {
  const file = join(folder, dockerfile);
  const inside = !normalize(dockerfile).startsWith('..');
  const text = inside ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (text === undefined) {
    throw imageError(
      'IMAGE_DOCKERFILE_MISSING',
      inside
        ? `There is no Dockerfile at "${file}". Create it, or name the right file relative to the folder.`
        : `The Dockerfile "${dockerfile}" lies outside the folder "${folder}". Put it inside.`,
    );
  }
  return text;
}
