import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { formatAddress } from './provider-address';
import type { ProviderAddress } from './provider-address';

/**
 * `.terraform/providers` of one stack, where `init` puts the providers that it selects. A package that is already
 * here and matches the lock file is used as it is. It bypasses the plugin cache, a folder that CDKTF shares between
 * all projects of a user and in which another project's build of the same version would replace ours.
 */
export class InstalledFolder {
  private readonly root: string;

  /** @param dataFolder value of TF_DATA_DIR. @default - `.terraform` */
  constructor(stackFolder: string, dataFolder = '.terraform') {
    this.root = join(isAbsolute(dataFolder) ? dataFolder : join(stackFolder, dataFolder), 'providers');
  }

  /** Links a package. `target` is absolute, or relative to the link. A real package here stays. */
  link(address: ProviderAddress, version: string, package_: { target: string; platform: string }): void {
    const path = join(this.folderOf(address, version), package_.platform);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found !== undefined) {
      if (!found.isSymbolicLink() || readlinkSync(path) === package_.target) return;
      rmSync(path);
    }
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(package_.target, path, 'dir');
  }

  /** Removes broken links, so that `init` installs again. */
  dropDangling(address: ProviderAddress, version: string, platform: string): void {
    const path = join(this.folderOf(address, version), platform);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && !existsSync(path)) {
      rmSync(path);
    }
  }

  folderOf(address: ProviderAddress, version: string): string {
    return join(this.root, formatAddress(address), version);
  }
}
