import { formatUsd, groupThousands } from './money';
import type { SearchSpend } from './search-spend';

/** Formats what a search has cost: `$1.94: 60,757 billable seconds`. */
export function formatSpend({ billableSeconds, usd }: SearchSpend): string {
  const amount = usd === undefined ? 'unknown price' : formatUsd(usd);
  return `${amount}: ${groupThousands(billableSeconds)} billable seconds`;
}
