import type { LockEntry } from './lock-file';
import { formatAddress, isQualified, OPENTOFU_HOST, parseSource } from './provider-address';

/** A provider as in `required_providers`. */
export interface RequiredProvider {
  readonly source: string;
  readonly version?: string;
}

export interface LockSeed {
  readonly required: readonly RequiredProvider[];
  /** Our own entry, complete with its hash. */
  readonly vendored: LockEntry;
  /** The hashes of the other packages that are unpacked on this machine, by address. */
  readonly hashOf: (address: string) => string | undefined;
  /** Current entries of the lock file. */
  readonly existing: readonly LockEntry[];
  /** True if the stack is run with OpenTofu. */
  readonly openTofu: boolean;
}

/**
 * Returns the entries that a stack's lock file must have so that the CLIs ask no registry about our provider. All
 * required providers must be there, or CDKTF considers the file incomplete and asks the registry about every one; no
 * other may be there, or `init -lockfile=readonly` rejects it. Another provider's hashes are kept while its version
 * stays the same; if there are none and its package is not on this machine, `init` adds them. OpenTofu reads an
 * unqualified source under its own host while CDKTF's check knows only Terraform's, so for OpenTofu both are named;
 * its plain `init` drops the one it does not need.
 */
export function seedLock(seed: LockSeed): LockEntry[] {
  const others = seed.required.flatMap((provider) => {
    const hosts = seed.openTofu && !isQualified(provider.source) ? [undefined, OPENTOFU_HOST] : [undefined];
    return hosts
      .map((host) => formatAddress(parseSource(provider.source, host)))
      .filter((address) => address !== seed.vendored.address)
      .flatMap((address) => entryFor(provider, address, seed));
  });
  return [seed.vendored, ...others];
}

function entryFor(provider: RequiredProvider, address: string, seed: LockSeed): LockEntry[] {
  const before = seed.existing.find((entry) => entry.address === address);
  const version = exactVersion(provider.version);
  // With a range `init` chooses; its previous choice stays.
  if (version === undefined || provider.version === undefined) return before ? [before] : [];
  const kept = before?.version === version ? before.hashes : [];
  const hash = kept.length === 0 ? seed.hashOf(address) : undefined;
  const hashes = hash === undefined ? kept : [hash];
  return [{ address, version, constraints: provider.version.trim().replace(/^=\s*/, ''), hashes }];
}

/** Returns the one version that a constraint allows; undefined if it allows several. */
export function exactVersion(constraint: string | undefined): string | undefined {
  return /^\s*(?:=\s*)?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)\s*$/.exec(constraint ?? '')?.[1];
}
