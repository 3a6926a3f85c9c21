import { homedir } from 'node:os';
import { pricesInForce } from '../../aws';
import { FunctionRejection } from '../../plugin';
import type { Prices } from '../../tuning';

/**
 * Returns the list prices of a region, the same that a plan for target `aws` in that region uses. A function has no provider
 * configuration to look at, so the region is its first argument; it is rejected if it has no price table.
 */
export function regionalPrices(region: string): Required<Prices> {
  const { table } = pricesInForce({ target: 'aws', region }, { env: process.env, home: homedir() });
  if (table === undefined) {
    throw new FunctionRejection(
      `there is no price table for region "${region}". Check the region, or get its prices: npx tuneform prices refresh --region ${region}`,
      0,
    );
  }
  return { region, table };
}
