import type { LifecycleStep } from '../../conformance';
import { TuneformError } from '../../kernel';

/**
 * The address of the provider under test: the one `source` of the steps whose last part is the name in the executable's
 * file name, else the only `source` there is. Throws `BAD_USAGE` when that does not decide it.
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
      ? 'The steps name no provider. Put required_providers with its source into each.'
      : `The steps name ${sources.join(' and ')}. Say with --address which one is meant.`,
    { code: 'BAD_USAGE', summary: 'Provider Address Needed' },
  );
}
