import type { ContextEntry } from '../context/context-entry';
import { DEFAULT_DOCKERFILE, DEFAULT_PLATFORM, type ContextOptions } from '../context/context-options';
import { imageError } from '../image-error';
import { layOutFiles } from './lay-out-files';
import { listContext } from '../context/list-context';
import { jsonBlob, OCI_CONFIG, OCI_MANIFEST, type OciBlob } from '../oci';
import { packLayer } from './pack-layer';
import {
  PACKED_BASE_LABEL,
  PACKED_LABEL,
  PACKED_NOT_EXECUTED_LABEL,
  PACKED_RUN_LABEL,
  type PackedImage,
} from './packed-image';
import { parsePlatform } from '../platform';
import { readDockerfile } from '../dockerfile/read-dockerfile';
import { readDockerfileText } from '../dockerfile/read-dockerfile-text';

/** Packing keeps up to three copies of the folder in memory. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;
/** A fixed creation date, so that the same content gives the same digest. */
const CREATED = '1970-01-01T00:00:00Z';

/**
 * Packs a folder as an OCI image without an image builder: one layer with the files where the Dockerfile's COPY instructions
 * put them, and a configuration with its environment, working directory, entry point, command, labels, ports, user and
 * volumes. It skips FROM and RUN; labels say so (`io.tuneform.packed`, `.packed.base`, `.packed.not-executed`), and `.packed.run` keeps what a runner can
 * carry out. The
 * same folder gives the same digest on every machine.
 *
 * Only reads files. Throws the errors of `hashContext` and `IMAGE_DOCKERFILE_INVALID`,
 * `IMAGE_NEEDS_BUILDER`, `IMAGE_COPY_OUTSIDE_CONTEXT`, `IMAGE_COPY_SOURCE_MISSING`, `IMAGE_FOLDER_TOO_LARGE`
 * (over 256 MiB).
 */
export async function packFolder(folder: string, options: ContextOptions = {}): Promise<PackedImage> {
  const dockerfile = options.dockerfile ?? DEFAULT_DOCKERFILE;
  const platform = parsePlatform(options.platform ?? DEFAULT_PLATFORM);
  const entries = await listContext(folder, dockerfile);
  const recipe = readDockerfile(await readDockerfileText(folder, dockerfile), {
    platform,
    buildArgs: options.buildArgs ?? {},
  });
  rejectTooLarge(folder, entries);
  const layer = await packLayer(layOutFiles({ folder, entries, steps: recipe.steps }));
  const labels = {
    ...recipe.config.Labels,
    [PACKED_LABEL]: 'true',
    [PACKED_BASE_LABEL]: recipe.base,
    [PACKED_NOT_EXECUTED_LABEL]: JSON.stringify(recipe.notExecuted),
    ...(recipe.runs.length === 0 ? {} : { [PACKED_RUN_LABEL]: JSON.stringify(recipe.runs) }),
  };
  const config = jsonBlob(OCI_CONFIG, {
    created: CREATED,
    ...platform,
    config: { ...recipe.config, Labels: labels },
    rootfs: { type: 'layers', diff_ids: [layer.diffId] },
    history: [{ created: CREATED, created_by: 'packed folder, nothing executed' }],
  });
  const manifest = jsonBlob(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptor(config),
    layers: [descriptor(layer.blob)],
  });
  return {
    kind: 'packed',
    config,
    layers: [layer.blob],
    manifest,
    digest: manifest.digest,
    size: manifest.size + config.size + layer.blob.size,
    base: recipe.base,
    notExecuted: recipe.notExecuted,
  };
}

const descriptor = ({ mediaType, digest, size }: OciBlob): Omit<OciBlob, 'bytes'> => ({
  mediaType,
  digest,
  size,
});

function rejectTooLarge(folder: string, entries: readonly ContextEntry[]): void {
  const bytes = entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.size : 0), 0);
  if (bytes > MAXIMUM_BYTES) {
    throw imageError(
      'IMAGE_FOLDER_TOO_LARGE',
      `The folder "${folder}" contains ${String(Math.ceil(bytes / 1048576))} MiB; without an image builder Tuneform packs at most ` +
        '256 MiB. Exclude what the image does not need in .dockerignore, or install buildah, podman or docker.',
    );
  }
}
