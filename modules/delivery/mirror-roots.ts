import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCliConfiguration } from './cli-configuration';
import type { Surroundings } from './cli-configuration';

/** Folders in which tools are customarily unpacked, one folder each. */
const INSTALL_ROOTS = ['/opt', '/usr/local/lib', '/usr/lib', '/usr/local/share', '/usr/share'];

/** Paths in such a folder at which a mirror may begin. */
const INSIDE = ['', 'plugins', 'providers', 'terraform/plugins'];

/**
 * Returns folders that may contain provider packages in a mirror's layout, `host/namespace/type/version/os_arch`,
 * most explicit first: those in the CLI configuration, the plugin caches, Terraform's implied mirrors, then the
 * customary install roots. They need not exist.
 */
export function mirrorRoots(surroundings: Surroundings): string[] {
  const configuration = readCliConfiguration(surroundings);
  const roots = [
    ...(configuration?.filesystemMirrors ?? []),
    ...cacheFolders(surroundings, configuration?.pluginCacheFolder),
    ...impliedMirrors(surroundings),
    ...installedRoots(surroundings),
  ];
  return [...new Set(roots.map((root) => root.replace(/^~(?=\/)/, surroundings.home)))];
}

function cacheFolders({ env, home }: Surroundings, configured: string | undefined): string[] {
  const folders = [env['TF_PLUGIN_CACHE_DIR'], configured, join(home, '.terraform.d', 'plugin-cache')];
  return folders.filter((folder): folder is string => folder !== undefined && folder !== '');
}

/** Terraform's own rules: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors({ env, home, platform }: Surroundings): string[] {
  if (platform === 'win32') return [join(env['APPDATA'] ?? home, 'terraform.d', 'plugins')];
  const own = join(home, '.terraform.d', 'plugins');
  if (platform === 'darwin') {
    const support = ['Library', 'Application Support', 'io.terraform', 'plugins'];
    return [own, join(home, ...support), join('/', ...support)];
  }
  const shared = (given(env['XDG_DATA_DIRS']) ?? '/usr/local/share:/usr/share').split(':');
  const data = [given(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), ...shared];
  return [own, ...data.map((folder) => join(folder, 'terraform', 'plugins'))];
}

/** An empty variable counts as absent, by the XDG rules. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function installedRoots({ platform }: Surroundings): string[] {
  if (platform === 'win32') return [];
  return INSTALL_ROOTS.flatMap((root) =>
    children(root).flatMap((folder) => INSIDE.map((part) => join(folder, part))),
  );
}

function children(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch {
    return [];
  }
}
