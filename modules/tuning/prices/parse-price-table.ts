import { TuneformError } from '../../kernel';
import type { PriceTable } from './price-table';

/**
 * Returns the price table that a text contains. Throws PRICE_TABLE_DAMAGED, naming what is wrong, if it is none of `region`.
 *
 * @param file the text's file, for the message.
 */
export function parsePriceTable(
  text: string,
  { region, file }: { region: string; file: string },
): PriceTable {
  const value = readJson(text);
  const problem = problemOf(value, region);
  if (problem !== undefined) {
    throw new TuneformError(
      `The price table ${file} ${problem}. Write it again with: npx tuneform prices refresh --region ${region}; or delete it to use ` +
        'the prices of this version.',
      { code: 'PRICE_TABLE_DAMAGED', summary: 'Price Table Damaged' },
    );
  }
  return value as PriceTable;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function problemOf(value: unknown, region: string): string | undefined {
  if (!isRecord(value)) return 'is not a JSON object';
  if (value['region'] !== region) return `has region ${JSON.stringify(value['region'])}, not "${region}"`;
  if (value['currency'] !== 'USD') return `has currency ${JSON.stringify(value['currency'])}, not "USD"`;
  if (!isDate(value['asOf'])) {
    return `has asOf ${JSON.stringify(value['asOf'])}, not a date such as "2026-09-24"`;
  }
  if (typeof value['source'] !== 'string') return 'has no source';
  for (const part of ['training', 'hosting', 'storage']) {
    const prices = value[part];
    if (part === 'storage' && prices === undefined) continue;
    if (!isRecord(prices)) return `has no object ${part}`;
    const odd = Object.entries(prices).find(([, price]) => !isPrice(price));
    if (odd !== undefined) return `has ${JSON.stringify(odd[1])} for ${part}.${odd[0]}, not a price above 0`;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDate = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

const isPrice = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value > 0;
