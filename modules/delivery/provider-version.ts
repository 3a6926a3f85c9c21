import { readFileSync } from 'node:fs';
import { packageFolder } from './package-folder';

/** Fully qualified, so that OpenTofu does not look under its own default host. */
export const PROVIDER_SOURCE = 'registry.terraform.io/tuneform/tuneform';

let version: string | undefined;

/** The provider version of these constructs: that of their package. */
export function providerVersion(): string {
  version ??= readVersion();
  return version;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(`${packageFolder()}/package.json`, 'utf8'));
  return (manifest as { readonly version: string }).version;
}
