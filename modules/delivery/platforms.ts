/** Platforms, in Terraform's spelling, that a provider written as a Node script runs on. */
export const SCRIPT_PLATFORMS = [
  'darwin_amd64',
  'darwin_arm64',
  'freebsd_amd64',
  'linux_amd64',
  'linux_arm',
  'linux_arm64',
] as const;

const OPERATING_SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** This machine's platform as Terraform spells it, such as `linux_amd64`. */
export function hostPlatform(
  machine: { readonly platform: string; readonly arch: string } = process,
): string {
  const { platform, arch } = machine;
  return `${OPERATING_SYSTEMS[platform] ?? platform}_${ARCHITECTURES[arch] ?? arch}`;
}
