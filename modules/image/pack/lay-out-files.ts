import { posix } from 'node:path';
import type { ContextEntry } from '../context/context-entry';
import type { CopyStep, RecipeStep } from '../dockerfile/dockerfile-recipe';
import { unreadable } from '../dockerfile/dockerfile-stage';
import { imageError } from '../image-error';
import { matchPaths } from './match-paths';

/** An entry of the image's single layer. Paths are absolute in the image. */
export type LayerEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'content'; readonly path: string; readonly source: ContextEntry; readonly mode: number };

export interface LayOutRequest {
  /** For messages. */
  readonly folder: string;
  readonly entries: readonly ContextEntry[];
  readonly steps: readonly RecipeStep[];
}

/**
 * Returns the image path of each file, following the Dockerfile's WORKDIR and COPY steps in order: later copies replace
 * earlier ones. Includes the folders above each file. Sorted by path in byte order.
 *
 * Throws `IMAGE_COPY_OUTSIDE_CONTEXT` and `IMAGE_COPY_SOURCE_MISSING`.
 */
export function layOutFiles(request: LayOutRequest): readonly LayerEntry[] {
  const image = new Map<string, LayerEntry>();
  for (const step of request.steps) {
    if (step.kind === 'folder') makeFolder({ image, where: `WORKDIR ${step.path}` }, step.path);
    else for (const source of step.sources) copy({ ...request, image, step }, source);
  }
  return [...image.values()].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

interface Copying extends LayOutRequest {
  readonly image: Map<string, LayerEntry>;
  readonly step: CopyStep;
}

function copy(copying: Copying, source: string): void {
  const { step, image, entries } = copying;
  const wanted = withinContext(copying, source);
  const matches = matchPaths(wanted, entries);
  if (matches.length === 0) throw missing(copying, source);
  // A pattern that matches several names counts as several sources.
  const several = matches.length > 1 || step.sources.length > 1;
  for (const match of matches) {
    const below = entries.filter((entry) => match === '' || entry.path.startsWith(`${match}/`));
    for (const entry of below) {
      place(
        copying,
        entry,
        posix.join(step.destination, entry.path.slice(match === '' ? 0 : match.length + 1)),
      );
    }
    const file = entries.find((entry) => entry.path === match);
    if (file === undefined) continue;
    const intoFolder = step.intoFolder || several || isFolder(image, step.destination);
    const path = intoFolder ? posix.join(step.destination, posix.basename(match)) : step.destination;
    place(copying, followed(copying, file, source), path);
  }
}

/** Follows a link that is named as a source, as builders do; links below a copied folder stay links. */
function followed(copying: Copying, entry: ContextEntry, source: string): ContextEntry {
  let file = entry;
  for (let hops = 0; file.kind === 'link' && hops < 16; hops++) {
    const target = posix.normalize(posix.join(posix.dirname(file.path), file.target));
    const next = copying.entries.find((other) => other.path === target);
    if (next === undefined) throw missing(copying, source);
    file = next;
  }
  return file;
}

function place({ image, step }: Copying, source: ContextEntry, path: string): void {
  const usual = source.kind === 'file' && source.executable ? 0o755 : 0o644;
  makeFolder({ image, where: step.where }, posix.dirname(path));
  if (isFolder(image, path)) {
    throw unreadable(step.where, `puts a file at ${path}, which is already a folder`);
  }
  image.set(path, { kind: 'content', path, source, mode: step.mode ?? usual });
}

const isFolder = (image: ReadonlyMap<string, LayerEntry>, path: string): boolean =>
  path === '/' || image.get(path)?.kind === 'folder';

/** Nothing is ever put below a file or through a link. */
function makeFolder(
  at: { readonly image: Map<string, LayerEntry>; readonly where: string },
  path: string,
): void {
  if (path === '/') return;
  makeFolder(at, posix.dirname(path));
  if (at.image.get(path)?.kind === 'content') {
    throw unreadable(at.where, `needs a folder at ${path}, which is already a file`);
  }
  at.image.set(path, { kind: 'folder', path });
}

/** `./a/../b/` → `b`; the folder itself is the empty path. */
function withinContext({ step, folder }: Copying, source: string): string {
  const path = posix.normalize(source.replace(/^\/+/, './')).replace(/\/$/, '');
  if (path === '..' || path.startsWith('../')) {
    throw imageError(
      'IMAGE_COPY_OUTSIDE_CONTEXT',
      `The Dockerfile's ${step.where} copies "${source}", which is outside the folder "${folder}". ` +
        'An image can contain only files of the folder: move the file there, or use a parent folder as the context.',
    );
  }
  return path === '.' ? '' : path;
}

function missing({ step, folder }: Copying, source: string): Error {
  return imageError(
    'IMAGE_COPY_SOURCE_MISSING',
    `The Dockerfile's ${step.where} copies "${source}", but the folder "${folder}" has nothing by that name. ` +
      'Check the spelling, and check that .dockerignore does not exclude it.',
  );
}
