import { chmod, mkdir, writeFile } from 'node:fs/promises';

/** What a container sees has the modes that it would have on AWS, although only the owner can read the folder above. */
const READABLE = 0o755;

/** Makes a folder that every user of the container may read. */
export async function openFolder(path: string): Promise<string> {
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) {
    // The mask of this process holds for all the folders that were made.
    for (let made = path; made.length >= first.length; made = made.slice(0, made.lastIndexOf('/'))) {
      await chmod(made, READABLE);
    }
  }
  return path;
}

/** Writes an executable file. */
export async function writeProgram(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, READABLE);
}
