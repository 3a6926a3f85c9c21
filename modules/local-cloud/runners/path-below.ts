import { isAbsolute, posix, relative } from 'node:path';

/** A path of the host as the container's, when it is below `folder`, which the container sees as `seen`. */
export function pathBelow(folder: string | undefined, seen: string, path: string): string | undefined {
  if (folder === undefined) return undefined;
  const inside = relative(folder, path);
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : posix.join(seen, inside);
}
