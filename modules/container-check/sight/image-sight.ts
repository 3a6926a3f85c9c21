import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageFolder } from '../../local-cloud';
import type { RunnerNeeds } from '../../local-cloud';
import { PACKED_BASE_LABEL, PACKED_LABEL, PACKED_NOT_EXECUTED_LABEL } from '../../image';
import { folderContent } from './folder-content';
import type { FolderItem } from './folder-content';

/** What an image says of itself, and what is in it. */
export interface ImageSight {
  readonly os: string;
  readonly architecture: string;
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly stopSignal: string;
  /** Paths from the root, without the slash at the beginning. */
  readonly content: readonly FolderItem[];
  /** Of an image that was packed without its base: the base, and the instructions that were not carried out. */
  readonly packed?: { readonly base: string; readonly notExecuted: readonly string[] };
}

interface ConfigFile {
  readonly os?: string;
  readonly architecture?: string;
  readonly config?: {
    readonly User?: string;
    readonly StopSignal?: string;
    readonly Labels?: Readonly<Record<string, string>> | null;
  };
}

/** Unpacks the image where the runner will find it, and looks at it. */
export async function lookAtImage(needs: RunnerNeeds, digest: string): Promise<ImageSight> {
  const { root, config } = await new ImageFolder(join(needs.directory, 'images'), needs.images).unpack(
    digest,
  );
  const manifest = needs.images.manifest(digest);
  const file = JSON.parse(
    await readFile(needs.images.blobPath(manifest.config.digest), 'utf8'),
  ) as ConfigFile;
  const labels = file.config?.Labels ?? {};
  return {
    os: file.os ?? '',
    architecture: file.architecture ?? '',
    entrypoint: config.entrypoint,
    environment: config.environment,
    user: file.config?.User ?? '',
    stopSignal: file.config?.StopSignal ?? '',
    content: await folderContent(root),
    ...(labels[PACKED_LABEL] === 'true' && {
      packed: {
        base: labels[PACKED_BASE_LABEL] ?? '',
        notExecuted: JSON.parse(labels[PACKED_NOT_EXECUTED_LABEL] ?? '[]') as readonly string[],
      },
    }),
  };
}
