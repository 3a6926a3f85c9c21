import type { ContextEntry } from '../context/context-entry';

/**
 * Returns the files and folders that a COPY source names: itself, or for a pattern every matching path with the same number
 * of steps. `*` and `?` stop at `/`, `[a-z]` is a set and `[^a-z]` its opposite. The empty path is the whole folder.
 */
export function matchPaths(source: string, entries: readonly ContextEntry[]): readonly string[] {
  if (source === '') return [''];
  const known = new Set(entries.flatMap((entry) => pathAndFoldersAbove(entry.path)));
  if (known.has(source)) return [source];
  const pattern = /[*?[]/.test(source) ? patternOf(source) : undefined;
  return pattern === undefined ? [] : [...known].filter((path) => pattern.test(path)).sort();
}

function pathAndFoldersAbove(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, at) => steps.slice(0, at + 1).join('/'));
}

function patternOf(source: string): RegExp | undefined {
  const body = source.replace(
    /\\(.)|\[(\^?)([^\]]*)\]|[*?]|[.+^${}()|\\/[\]]/g,
    (found, escaped, not, set) => {
      if (escaped !== undefined) return `\\u{${(escaped as string).codePointAt(0)?.toString(16) ?? '0'}}`;
      if (set !== undefined) return `[${not as string}${(set as string).replace(/[\\[\]&]/g, '\\$&')}]`;
      if (found === '*') return '[^/]*';
      return found === '?' ? '[^/]' : `\\${found}`;
    },
  );
  try {
    return new RegExp(`^${body}$`, 'u');
  } catch {
    return undefined;
  }
}
