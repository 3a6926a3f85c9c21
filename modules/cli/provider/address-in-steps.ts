import type { LifecycleStep } from '../../conformance';
import { TuneformError } from '../../kernel';

/**
 * Returns the address of the provider under test: the `source` in the steps whose last part matches the executable's file
 * name, else the only `source`. Throws `BAD_USAGE` if neither rule gives one address.
 */
export function addressInSteps(executable: string, steps: readonly LifecycleStep[]): string {
  const text = steps.map(({ configuration }) => configuration).join('\n');
  const found = Array.from(
    text.matchAll(/^\s*(?:\w+\s*=\s*\{.*?)?\bsource\s*=\s*"([^"]+)"/gm),
    ([, at = '']) => at,
  );
  const sources = [...new Set(found)].filter((source) => /^[^./][^/]*\/[^/]+(?:\/[^/]+)?$/.test(source));
  const own = /terraform-provider-([a-z0-9-]+)/.exec(executable)?.[1];
  const named = sources.filter((source) => source.split('/').at(-1) === own);
  const [only, ...others] = named.length > 0 ? named : sources;
  if (only !== undefined && others.length === 0) return only;
  throw new TuneformError(
    sources.length === 0
      ? 'The steps name no provider. Add required_providers with its source to each step.'
      : `The steps name ${sources.join(' and ')}. Choose one with --address.`,
    { code: 'BAD_USAGE', summary: 'Provider Address Needed' },
  );
}
