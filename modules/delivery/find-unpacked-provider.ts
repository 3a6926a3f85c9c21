import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { OPENTOFU_HOST, TERRAFORM_HOST } from './provider-address';
import type { ProviderAddress } from './provider-address';

export interface WantedPackage {
  readonly address: ProviderAddress;
  readonly version: string;
  /** For example `linux_amd64`. */
  readonly platform: string;
}

/**
 * Returns the folder of an unpacked package of exactly this provider, version and platform below one of `roots`;
 * undefined if there is none. The two public registries have the same packages, so either host's folder is accepted.
 */
export function findUnpackedProvider(wanted: WantedPackage, roots: readonly string[]): string | undefined {
  const { host, namespace, type } = wanted.address;
  const hosts = [TERRAFORM_HOST, OPENTOFU_HOST].includes(host) ? [TERRAFORM_HOST, OPENTOFU_HOST] : [host];
  for (const root of roots) {
    for (const name of hosts) {
      const folder = join(root, name, namespace, type, wanted.version, wanted.platform);
      if (existsSync(folder) && holdsExecutable(folder, type)) return realpathSync(folder);
    }
  }
  return undefined;
}

function holdsExecutable(folder: string, type: string): boolean {
  return readdirSync(folder).some((file) => file.startsWith(`terraform-provider-${type}`));
}
