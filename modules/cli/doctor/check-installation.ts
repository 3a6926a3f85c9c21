import type { InstallationMethod } from '../../delivery';
import { isAskedFor, overrideOf, PROVIDER_SOURCE } from '../../delivery';
import { failing, fine, noted } from './check';
import type { Check } from './check';

/** The CLI configuration of Terraform as far as it decides where providers come from. */
export interface SeenConfiguration {
  /** The file that counts; absent if there is none. */
  readonly file?: string;
  /** What TF_CLI_CONFIG_FILE names and does not exist. */
  readonly absent?: string;
  /** Absent without a `provider_installation` block. */
  readonly methods?: readonly InstallationMethod[];
  /** Whether a mirror's folder has this version of the provider. */
  readonly holds: (folder: string) => boolean;
}

const OF = { id: 'provider_installation', title: 'Provider installation' };

/**
 * A stack contains the provider. A `provider_installation` block replaces Terraform's rules, so Terraform does not look there,
 * and with `dev_overrides` it takes another build.
 */
export function checkInstallation({ file = '', absent, methods, holds }: SeenConfiguration): Check {
  if (absent !== undefined) {
    return noted(
      OF,
      `TF_CLI_CONFIG_FILE names ${absent}, which does not exist`,
      'unset it, or correct it: Terraform warns in every command and uses its defaults',
    );
  }
  if (methods === undefined) {
    return fine(
      OF,
      file === '' ? 'no CLI configuration, so stacks bring the provider' : `${file} has no block for it`,
    );
  }
  const override = methods
    .map((method) => overrideOf(method, PROVIDER_SOURCE))
    .find((one) => one !== undefined);
  if (override !== undefined) {
    return noted(
      OF,
      `dev_overrides in ${file} replace the provider by the build in ${override}`,
      `remove ${PROVIDER_SOURCE} from dev_overrides, unless you work on the provider`,
    );
  }
  const asked = methods.filter((method) => isAskedFor(method, PROVIDER_SOURCE));
  const mirrors = asked
    .filter(({ kind }) => kind === 'filesystem_mirror')
    .flatMap(({ place }) => place ?? []);
  const full = mirrors.find(holds);
  if (full !== undefined) return fine(OF, `from the mirror ${full} of ${file}`);
  const network = asked.find(({ kind }) => kind === 'network_mirror')?.place;
  if (network !== undefined) {
    return noted(
      OF,
      `from the network mirror ${network} of ${file}, which is not looked into`,
      'make sure that it serves this version of the provider',
    );
  }
  const [mirror] = mirrors;
  return mirror === undefined
    ? failing(
        OF,
        `${file} has a provider_installation block without a place for ${PROVIDER_SOURCE}, and with it Terraform does not look into stacks`,
        'write a mirror and add the block that it prints: npx tuneform mirror ~/.terraform.d/tuneform',
      )
    : failing(
        OF,
        `the mirror ${mirror} of ${file} lacks this version of the provider`,
        `write it there: npx tuneform mirror ${mirror}`,
      );
}
