import { isQualified, parseSource } from '../../delivery';
import { TuneformError } from '../../kernel';

type Flags = Readonly<Record<'name', string>> & { readonly mirror?: string; readonly address?: string };

/**
 * Returns the provider's address in a mirror; undefined if none is asked for. Throws `BAD_USAGE` unless the address is a whole
 * one, of the packaged provider: a mirror's folders bear its parts.
 */
export function mirrorAddress({ name, mirror, address }: Flags): string | undefined {
  if (mirror === undefined) return undefined;
  if (address !== undefined && isQualified(address) && parseSource(address).type === name) return address;
  throw new TuneformError(
    `A mirror needs the provider's whole address: --address HOST/NAMESPACE/${name}, such as ` +
      `registry.terraform.io/example/${name}; it is "${address ?? ''}".`,
    { code: 'BAD_USAGE', summary: 'Provider Address Needed' },
  );
}
