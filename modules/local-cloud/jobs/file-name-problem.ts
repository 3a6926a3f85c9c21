/** An object and its path in a folder. */
export interface NamedObject {
  readonly key: string;
  readonly path: string;
}

/** The longest name of a file, in bytes, on the file systems in use. */
const LONGEST_NAME = 255;

/**
 * Returns why these objects cannot all be files of one folder; undefined if they can. A bucket may contain keys that
 * no folder can: a name that is a file and a folder at once, or two keys that would be one file.
 */
export function fileNameProblem(objects: readonly NamedObject[]): string | undefined {
  const keys = new Map<string, string>();
  for (const { key, path } of objects) {
    if (key.includes('//')) return `The S3 key "${key}" has an illegal char sub-sequence '//' in it.`;
    if (!isPlainPath(path)) return `The S3 key "${key}" cannot be a file name.`;
    const long = path.split('/').find((step) => Buffer.byteLength(step) > LONGEST_NAME);
    if (long !== undefined) {
      const bytes = String(Buffer.byteLength(long));
      return `The S3 key "${key}" cannot be a file name: "${long}" has ${bytes} bytes, and a name may have ${String(LONGEST_NAME)}.`;
    }
    const other = keys.get(path);
    if (other !== undefined && other !== key) {
      return `The S3 keys "${other}" and "${key}" would be the same file, "${path}".`;
    }
    keys.set(path, key);
  }
  for (const { key, path } of objects) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      const file = keys.get(path.slice(0, at));
      if (file === undefined) continue;
      return `The S3 key "${file}" would be a file and, for the S3 key "${key}", a folder.`;
    }
  }
  return undefined;
}

const isPlainPath = (path: string): boolean =>
  path !== '' &&
  !path.includes('\0') &&
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..');
