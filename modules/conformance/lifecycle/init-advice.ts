import type { ProviderAddress } from './provider-address';
import type { Outcome } from './run-limited';

/** Returns advice for a configuration that `terraform init` rejects. */
export function initAdvice({ stdout, stderr }: Outcome, { host, full }: ProviderAddress): string {
  // Terraform and OpenTofu resolve a source without a host to different registries.
  const elsewhere =
    host === 'registry.terraform.io' && `${stdout}\n${stderr}`.includes('registry.opentofu.org');
  return elsewhere
    ? `OpenTofu looks up a source without a host in its own registry. Give the host in required_providers: source = "${full}".`
    : 'Fix the configuration.';
}
