import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findUnpackedProvider } from './find-unpacked-provider';
import { InstalledFolder } from './installed-folder';
import { keptPackageHash } from './kept-package-hash';
import { parseLockFile, renderLockFile } from './lock-file';
import { packageHash } from './package-hash';
import { hostPlatform, SCRIPT_PLATFORMS } from './platforms';
import { PluginFolder } from './plugin-folder';
import { formatAddress, isQualified, OPENTOFU_HOST, parseSource } from './provider-address';
import type { ProviderAddress } from './provider-address';
import { PROVIDER_SOURCE, providerVersion } from './provider-version';
import { exactVersion, seedLock } from './seed-lock';
import type { RequiredProvider } from './seed-lock';

export interface VendorRequest {
  /** The folder in which Terraform will run: `cdktf.out/stacks/<stack>`. */
  readonly stackFolder: string;
  /** The built provider. */
  readonly executable: string;
  /** Every provider the stack requires, ours included. */
  readonly required: readonly RequiredProvider[];
  /** Folders that may contain unpacked packages of the others. */
  readonly roots: readonly string[];
  /** The user's cache folder. */
  readonly caches: string;
  /** True if the stack is run with OpenTofu. */
  readonly openTofu: boolean;
  /** Value of TF_DATA_DIR. @default - `.terraform` */
  readonly dataFolder?: string;
}

/**
 * Completes a stack's folder: installs our provider next to the configuration, records it in the lock file, and links
 * the other providers that are unpacked on this machine. A second run changes nothing.
 */
export function vendorProvider(request: VendorRequest): void {
  const ours = installOurs(request);
  const others = request.required.filter(
    (provider) => formatAddress(parseSource(provider.source)) !== PROVIDER_SOURCE,
  );
  const linked = new Map(others.flatMap((provider) => linkOther(provider, request)));
  const lockFile = join(request.stackFolder, '.terraform.lock.hcl');
  const existing = existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : '';
  const version = providerVersion();
  const entries = seedLock({
    required: others,
    vendored: { address: PROVIDER_SOURCE, version, constraints: version, hashes: [packageHash(ours)] },
    hashOf: (address) => {
      const folder = linked.get(address);
      return folder === undefined ? undefined : keptPackageHash(folder, request.caches);
    },
    existing: parseLockFile(existing),
    openTofu: request.openTofu,
  });
  const text = renderLockFile(entries);
  if (text === existing) return;
  mkdirSync(request.stackFolder, { recursive: true });
  writeFileSync(`${lockFile}.new`, text);
  renameSync(`${lockFile}.new`, lockFile);
}

/** Returns the folder of one platform's package; all have the same bytes. */
function installOurs({ stackFolder, executable, dataFolder }: VendorRequest): string {
  const address = parseSource(PROVIDER_SOURCE);
  const version = providerVersion();
  const plugins = new PluginFolder(stackFolder);
  const installed = new InstalledFolder(stackFolder, dataFolder);
  const folder = plugins.install(address, version, { executable, platforms: SCRIPT_PLATFORMS });
  const platform = hostPlatform();
  // Relative, so that the stack's folder can be moved or shipped to the place of the apply.
  const target = join(relative(installed.folderOf(address, version), dirname(folder)), platform);
  installed.link(address, version, { target, platform });
  return folder;
}

/** Returns the package's folder under each address that it was linked as; empty if it is not on this machine. */
function linkOther(provider: RequiredProvider, request: VendorRequest): [string, string][] {
  const version = exactVersion(provider.version);
  const platform = hostPlatform();
  const plugins = new PluginFolder(request.stackFolder);
  const installed = new InstalledFolder(request.stackFolder, request.dataFolder);
  return addressesOf(provider.source).flatMap((address): [string, string][] => {
    const folder =
      version === undefined ? undefined : findUnpackedProvider({ address, version, platform }, request.roots);
    if (version === undefined || folder === undefined) {
      plugins.unlink(address);
      if (version !== undefined) installed.dropDangling(address, version, platform);
      return [];
    }
    plugins.link(address, version, { folder, platform });
    installed.link(address, version, { target: folder, platform });
    return [[formatAddress(address), folder]];
  });
}

/** An unqualified source is under one host for Terraform and under another for OpenTofu. */
function addressesOf(source: string): ProviderAddress[] {
  const address = parseSource(source);
  return isQualified(source) ? [address] : [address, { ...address, host: OPENTOFU_HOST }];
}
