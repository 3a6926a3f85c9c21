import { version } from '../../package.json';
import { main } from '../../modules/cli/main';
import { PROVIDER_SOURCE, SCRIPT_PLATFORMS } from '../../modules/delivery';
import { OUTPUT } from './packages';

/**
 * Packages the provider as a release of every platform on which its script starts, and as a mirror, with the command that
 * other providers are packaged with.
 *
 * @param key of gpg, that signs the checksums. @default - not signed
 */
export async function writeProviderRelease(executable: string, key?: string): Promise<void> {
  const systems = [...new Set(SCRIPT_PLATFORMS.map((platform) => platform.split('_', 1)[0] ?? ''))];
  for (const os of systems) {
    const architectures = SCRIPT_PLATFORMS.flatMap((platform) =>
      platform.startsWith(`${os}_`) ? [platform.slice(os.length + 1)] : [],
    );
    const code = await main([
      ...['provider', 'package', executable, '--name', 'tuneform', '--version', version, '--json'],
      ...['--out', OUTPUT.release, '--os', os, '--arch', ...architectures],
      ...['--mirror', OUTPUT.mirror, '--address', PROVIDER_SOURCE],
      // A signature covers the checksums of all platforms, so it comes with the last.
      ...(key !== undefined && os === systems.at(-1) ? ['--sign', key] : []),
    ]);
    if (code !== 0) throw new Error(`The provider could not be packaged for ${os}.`);
  }
}
