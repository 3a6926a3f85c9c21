import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUnpackedProvider } from './find-unpacked-provider';
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
  /** Where Terraform will run: `cdktf.out/stacks/<stack>`. */
  readonly stackFolder: string;
  /** The built provider. */
  readonly executable: string;
  /** Every provider the stack requires, ours included. */
  readonly required: readonly RequiredProvider[];
  /** Where unpacked packages of the others may lie. */
  readonly roots: readonly string[];
  /** True when the stack is run with OpenTofu. */
  readonly openTofu: boolean;
}

/**
 * Makes a stack's folder complete: our provider beside the configuration, the lock file that admits it, and links to
 * those other providers that already lie unpacked on this machine. Changes nothing when run again.
 */
export function vendorProvider(request: VendorRequest): void {
  const plugins = new PluginFolder(request.stackFolder);
  const address = parseSource(PROVIDER_SOURCE);
  const version = providerVersion();
  const folder = plugins.install(address, version, {
    executable: request.executable,
    platforms: SCRIPT_PLATFORMS,
  });
  for (const provider of request.required) {
    if (formatAddress(parseSource(provider.source)) !== PROVIDER_SOURCE) {
      linkOther(provider, request.roots, plugins);
    }
  }
  const lockFile = join(request.stackFolder, '.terraform.lock.hcl');
  const existing = existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : '';
  const entries = seedLock({
    required: request.required,
    vendored: { address: PROVIDER_SOURCE, version, constraints: version, hashes: [packageHash(folder)] },
    existing: parseLockFile(existing),
    openTofu: request.openTofu,
  });
  const text = renderLockFile(entries);
  if (text === existing) return;
  mkdirSync(request.stackFolder, { recursive: true });
  writeFileSync(`${lockFile}.new`, text);
  renameSync(`${lockFile}.new`, lockFile);
}

function linkOther(provider: RequiredProvider, roots: readonly string[], plugins: PluginFolder): void {
  const version = exactVersion(provider.version);
  const platform = hostPlatform();
  for (const address of addressesOf(provider.source)) {
    const folder =
      version === undefined ? undefined : findUnpackedProvider({ address, version, platform }, roots);
    if (version === undefined || folder === undefined) plugins.unlink(address);
    else plugins.link(address, version, { folder, platform });
  }
}

/** An unqualified source is under one host for Terraform and under another for OpenTofu. */
function addressesOf(source: string): ProviderAddress[] {
  const address = parseSource(source);
  return isQualified(source) ? [address] : [address, { ...address, host: OPENTOFU_HOST }];
}
