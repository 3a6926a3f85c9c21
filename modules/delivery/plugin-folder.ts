import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { formatAddress } from './provider-address';
import type { ProviderAddress } from './provider-address';

/**
 * `terraform.d/plugins` of one stack: the mirror that every CLI searches before any registry. It must be rebuilt at
 * each synth, because Terraform downloads no other version of a provider that is here in any version.
 */
export class PluginFolder {
  private readonly root: string;

  constructor(stackFolder: string) {
    this.root = join(stackFolder, 'terraform.d', 'plugins');
  }

  /**
   * Writes an executable for each platform, and removes everything else of that provider. Returns the folder of one
   * package.
   */
  install(
    address: ProviderAddress,
    version: string,
    package_: { executable: string; platforms: readonly string[] },
  ): string {
    const folder = this.onlyVersion(address, version);
    const name = `terraform-provider-${address.type}_v${version}`;
    const content = readFileSync(package_.executable);
    for (const platform of package_.platforms) {
      const target = join(folder, platform, name);
      // A running Terraform starts it several times, so a correct file is not touched.
      if (holds(target, content)) continue;
      rmSync(dirname(target), { recursive: true, force: true });
      mkdirSync(dirname(target), { recursive: true });
      // A copy instead of a link: rebuilding the original must not change a package whose hash is locked.
      writeFileSync(`${target}.new`, content, { mode: 0o755 });
      renameSync(`${target}.new`, target);
    }
    return join(folder, package_.platforms[0] ?? '');
  }

  /**
   * Links an unpacked package from elsewhere on the machine. The link is at `os_arch`: Terraform follows none above
   * it.
   */
  link(address: ProviderAddress, version: string, from: { folder: string; platform: string }): void {
    const target = join(this.onlyVersion(address, version), from.platform);
    if (isLinkTo(target, from.folder)) return;
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(from.folder, target, 'dir');
  }

  /** Removes the links to a provider, so that Terraform gets it from its usual source. Real packages stay. */
  unlink(address: ProviderAddress): void {
    const provider = join(this.root, formatAddress(address));
    for (const version of entries(provider)) {
      for (const platform of entries(join(provider, version))) {
        const path = join(provider, version, platform);
        if (lstatSync(path).isSymbolicLink()) rmSync(path);
      }
      if (entries(join(provider, version)).length === 0) rmSync(join(provider, version), { recursive: true });
    }
    if (entries(provider).length === 0) rmSync(provider, { recursive: true, force: true });
  }

  private onlyVersion(address: ProviderAddress, version: string): string {
    const provider = join(this.root, formatAddress(address));
    for (const other of entries(provider)) {
      if (other !== version) rmSync(join(provider, other), { recursive: true, force: true });
    }
    return join(provider, version);
  }
}

function entries(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function holds(file: string, content: Uint8Array): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.size === content.length && readFileSync(file).equals(content);
}

function isLinkTo(path: string, target: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && readlinkSync(path) === target;
  } catch {
    return false;
  }
}
