import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { TuneformError } from '../../../kernel';
import { startFedProgram } from '../../../machine';
import type { ImageManifest, ImageSource } from '../../ports/ports';
import type { Engine } from './engine';
import { engineEnvironment } from './engine';

/** An image as files: its configuration, and its layers, the lowest first. */
export interface ImageFiles {
  readonly config: Buffer;
  readonly layers: readonly string[];
  /** Under which the engine lists it. */
  readonly name: string;
}

/** Returns the name of an image in an engine: the digest of its configuration, which names the content of each layer. */
export const engineId = ({ config }: ImageManifest): string => config.digest.replace('sha256:', '');

/** Copies an image of the registry into the engine's store, whose layers the engine checks against its configuration. */
export async function loadImage(
  engine: Engine,
  digest: string,
  images: ImageSource,
  signal?: AbortSignal,
): Promise<void> {
  const { config, layers } = images.manifest(digest);
  await loadArchive(
    engine,
    {
      config: await readFile(images.blobPath(config.digest)),
      layers: layers.map((layer) => images.blobPath(layer.digest)),
      name: digest.replace('sha256:', '').slice(0, 12),
    },
    signal,
  );
}

/**
 * Gives the engine an archive of Docker's form, which every engine reads, on its input. Returns the image's name in the engine.
 *
 * @throws {TuneformError} IMAGE_NOT_LOADED with the engine's last words.
 */
export async function loadArchive(engine: Engine, files: ImageFiles, signal?: AbortSignal): Promise<string> {
  const id = createHash('sha256').update(files.config).digest('hex');
  const { file, args } = engine.program(['load']);
  const child = startFedProgram({ file, args, env: engineEnvironment(), ownGroup: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-10_000)));
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const archive = pack();
  const written = Promise.all([
    pipeline(archive, child.stdin, signal === undefined ? {} : { signal }),
    writeArchive(archive, id, files),
  ]);
  // An engine that ends early breaks the pipe; its own words say why.
  written.catch(() => archive.destroy());
  const exitCode = await ended;
  signal?.throwIfAborted();
  if (exitCode === 0) {
    await written;
    return id;
  }
  throw new TuneformError(`podman could not load the image: ${reasonIn(said)}`, {
    code: 'IMAGE_NOT_LOADED',
    summary: 'Image Not Loaded',
  });
}

/** An engine tries every form of an archive that it knows. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n');
  const line = lines.find((text) => text.includes('docker-archive:')) ?? lines.at(-1) ?? '';
  return line.replace(/^[\s*]*(Error: )?/, '');
}

async function writeArchive(archive: Pack, id: string, { config, layers, name }: ImageFiles): Promise<void> {
  const names = layers.map((_, index) => `${String(index)}.tar`);
  const RepoTags = [`localhost/tuneform-local-cloud:${name}`];
  const manifest = [{ Config: `${id}.json`, RepoTags, Layers: names }];
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.entry({ name: `${id}.json` }, config);
  for (const [index, path] of layers.entries()) {
    const { size } = await stat(path);
    await pipeline(createReadStream(path), archive.entry({ name: names[index] ?? '', size }));
  }
  archive.finalize();
}
