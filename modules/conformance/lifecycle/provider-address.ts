import { TuneformError } from '../../kernel';

const DEFAULT_HOST = 'registry.terraform.io';

/** The address of a provider in a registry: `registry.terraform.io/example/first`. */
export interface ProviderAddress {
  readonly host: string;
  readonly namespace: string;
  readonly type: string;
  /** All three, as Terraform writes them. */
  readonly full: string;
}

/** Reads `NAMESPACE/TYPE` or `HOST/NAMESPACE/TYPE`. Throws `BAD_USAGE` for anything else. */
export function readProviderAddress(text: string): ProviderAddress {
  const parts = text.split('/');
  const [host = '', namespace = '', type = ''] = parts.length === 2 ? [DEFAULT_HOST, ...parts] : parts;
  const name = /^[0-9a-z](?:[0-9a-z_-]*[0-9a-z])?$/;
  if (parts.length > 3 || !/^[0-9a-z.:-]+$/.test(host) || !name.test(namespace) || !name.test(type)) {
    throw new TuneformError(
      `"${text}" is not a provider address. Use the form NAMESPACE/NAME or HOST/NAMESPACE/NAME, in lower case.`,
      { code: 'BAD_USAGE', summary: 'Unreadable Provider Address' },
    );
  }
  return { host, namespace, type, full: `${host}/${namespace}/${type}` };
}
