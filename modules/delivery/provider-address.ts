/** The host an unqualified source means to Terraform. */
export const TERRAFORM_HOST = 'registry.terraform.io';

/** The host an unqualified source means to OpenTofu. */
export const OPENTOFU_HOST = 'registry.opentofu.org';

/** A provider by its full address, `host/namespace/type`. */
export interface ProviderAddress {
  readonly host: string;
  readonly namespace: string;
  readonly type: string;
}

/** Reads a `source`: `aws`, `hashicorp/aws` or `host/namespace/type`. */
export function parseSource(source: string, defaultHost: string = TERRAFORM_HOST): ProviderAddress {
  const parts = source.split('/');
  const type = parts.at(-1) ?? source;
  return { host: parts.at(-3) ?? defaultHost, namespace: parts.at(-2) ?? 'hashicorp', type };
}

/** True if the source names its host, so that every CLI resolves it alike. */
export function isQualified(source: string): boolean {
  return source.split('/').length === 3;
}

export function formatAddress(address: ProviderAddress): string {
  return `${address.host}/${address.namespace}/${address.type}`;
}
