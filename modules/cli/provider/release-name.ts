import { TuneformError } from '../../kernel';
import type { Platform } from './platform';

/** A version by https://semver.org, without build metadata, because a registry has one release per version. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$/;

/** The names of a release's files that the Terraform registry requires. */
export interface ReleaseName {
  /** `terraform-provider-first_0.1.0` */
  readonly stem: string;
  readonly manifest: string;
  readonly checksums: string;
  readonly signature: string;
  zip(platform: Platform): string;
  /** Name of the program inside the zip. */
  program(platform: Platform): string;
}

/**
 * Returns the file names of a release. Throws `BAD_USAGE` for an invalid provider name or a version that is not semantic.
 * https://developer.hashicorp.com/terraform/registry/providers/publishing#manually-preparing-a-release
 */
export function releaseName(name: string, version: string): ReleaseName {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) {
    throw badUsage(
      `"${name}" cannot be the name of a provider. Use lower-case letters, digits and hyphens: the NAME of terraform-provider-NAME.`,
      'Unusable Provider Name',
    );
  }
  if (!SEMVER.test(version)) {
    throw badUsage(
      `"${version}" is not a semantic version such as 0.1.0 or 1.0.0-beta.1, without a leading v.`,
      'Unusable Version',
    );
  }
  const stem = `terraform-provider-${name}_${version}`;
  const checksums = `${stem}_SHA256SUMS`;
  return {
    stem,
    manifest: `${stem}_manifest.json`,
    checksums,
    signature: `${checksums}.sig`,
    zip: ({ os, arch }) => `${stem}_${os}_${arch}.zip`,
    program: ({ os }) => `terraform-provider-${name}_v${version}${os === 'windows' ? '.exe' : ''}`,
  };
}

const badUsage = (message: string, summary: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });
