import type { Prices } from '../../tuning';
import { fine, noted } from './check';
import type { Check } from './check';

const OF = { id: 'prices', title: 'Prices' };
/** List prices change a few times a year. */
const OLD_DAYS = 180;
const DAY_MS = 86_400_000;

/** @param nowMs milliseconds since the epoch. */
export function checkPrices({ region, table }: Prices, nowMs: number): Check {
  const remedy = `get newer ones: npx tuneform prices refresh --region ${region}`;
  if (table === undefined) return noted(OF, `none for ${region}, so plans show no cost`, remedy);
  const days = Math.floor((nowMs - Date.parse(table.asOf)) / DAY_MS);
  const says = `${region}, of ${table.asOf}`;
  return days > OLD_DAYS ? noted(OF, `${says}: ${String(days)} days old`, remedy) : fine(OF, says);
}
