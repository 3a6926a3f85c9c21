import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathBelow } from '../../path-below';
import { changesOf } from '../setup-script';

/** What RUN instructions changed in an image: folders of this machine that lie over those of the image. */
export class ImageBuild {
  /** Folder with `root`, `upper` and the list of overlays. */
  private readonly folder: string;
  private readonly overlays: readonly string[];

  constructor(folder: string) {
    this.folder = folder;
    this.overlays = JSON.parse(readFileSync(join(folder, LIST), 'utf8')) as readonly string[];
  }

  /** The folder of the changes at a path of the container, if anything was changed below it. */
  at(path: string): string | undefined {
    const index = this.overlays.indexOf(path);
    const folder = index < 0 ? join(this.folder, 'root', path) : this.upper(index);
    return existsSync(folder) && readdirSync(folder).length > 0 ? folder : undefined;
  }

  /** Names in the container's root that the image or this machine may not have. */
  names(): readonly string[] {
    return readdirSync(join(this.folder, 'root'));
  }

  /** Where a file of the container would be if RUN instructions made or changed it. */
  hostPath(path: string): string {
    const index = this.overlays.findIndex((at) => at === '' || path === at || path.startsWith(`${at}/`));
    const at = this.overlays[index];
    return at === undefined
      ? join(this.folder, 'root', path)
      : join(this.upper(index), path.slice(at.length));
  }

  /** The reverse of `hostPath`; undefined for a file that is not among the changes. */
  containerPath(file: string): string | undefined {
    const seen = this.overlays.map((at, index) => pathBelow(this.upper(index), at === '' ? '/' : at, file));
    return seen.find((path) => path !== undefined) ?? pathBelow(join(this.folder, 'root'), '/', file);
  }

  private upper(index: number): string {
    return join(this.folder, 'upper', changesOf(index));
  }
}

const LIST = 'overlays.json';

/** Keeps what a container changed, under the name that it has from now on. */
export async function keepChanges(
  scratch: string,
  overlays: readonly { readonly at: string }[],
  folder: string,
): Promise<ImageBuild> {
  await mkdir(`${folder}.kept`, { recursive: true });
  await rename(join(scratch, 'upper'), join(`${folder}.kept`, 'upper'));
  await rename(join(scratch, 'root'), join(`${folder}.kept`, 'root'));
  await writeFile(join(`${folder}.kept`, LIST), JSON.stringify(overlays.map(({ at }) => at)));
  // Complete under its final name or absent, even after a crash.
  await rename(`${folder}.kept`, folder);
  return new ImageBuild(folder);
}
