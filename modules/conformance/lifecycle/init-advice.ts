import type { ProviderAddress } from './provider-address';
import type { Outcome } from './run-limited';

/** What to do about a configuration that cannot be initialised. */
export function initAdvice({ stdout, stderr }: Outcome, { host, full }: ProviderAddress): string {
  // A source without a host means another registry to each of the two.
  const elsewhere =
    host === 'registry.terraform.io' && `${stdout}\n${stderr}`.includes('registry.opentofu.org');
  return elsewhere
    ? `OpenTofu looks for a source without a host in a registry of its own. Write the host into required_providers: source = "${full}".`
    : 'Correct the configuration.';
}
