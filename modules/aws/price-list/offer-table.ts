import { TuneformError } from '../../kernel';
import type { PriceTable } from '../../tuning';
import { csvRows } from './csv-rows';

/**
 * Usage types of instance hours and of volumes. A prefix names the region, such as `EUC1-`; us-east-1 may have none. Spot, warm
 * pools, processing and notebooks have other words in the place of `Train` and `Host`.
 */
const HOURS = /^(?:[A-Z][A-Z0-9]*-)?(Train|Host):(ml\.[a-z0-9-]+\.[a-z0-9]+)$/;
const VOLUME = /^(?:[A-Z][A-Z0-9]*-)?(Train|Host):VolumeUsage\.gp2$/;

const USES = { Train: 'training', Host: 'hosting' } as const;

/**
 * Returns the price table in an AWS offer file of one region in CSV: some lines of key and value, among them `Publication Date`,
 * then a row of titles that begins with `SKU`, then one row a price.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-files.html
 *
 * Of several prices of one type the highest counts, as a bound must not be exceeded. Throws PRICE_LIST_UNREADABLE if the text is
 * no such file or has no price of a training instance in the region.
 */
export async function readOfferTable(
  text: AsyncIterable<string>,
  { region, source }: { readonly region: string; readonly source: string },
): Promise<PriceTable> {
  const prices = { training: {}, hosting: {}, storage: {} } as const;
  const facts = new Map<string, string>();
  let titles: readonly string[] | undefined;
  for await (const row of csvRows(text)) {
    if (titles === undefined) {
      if (row[0] === 'SKU') titles = row;
      else facts.set(row[0] ?? '', row[1] ?? '');
      continue;
    }
    const cell = (title: string): string => row[titles?.indexOf(title) ?? -1] ?? '';
    if (cell('TermType') !== 'OnDemand' || cell('Currency') !== 'USD' || cell('Region Code') !== region) {
      continue;
    }
    const price = Number(cell('PricePerUnit'));
    if (!(price > 0)) continue;
    const [, use, type] = HOURS.exec(cell('usageType')) ?? [];
    const [, volume] = VOLUME.exec(cell('usageType')) ?? [];
    if (type !== undefined && cell('Unit') === 'Hrs') {
      raise(prices[USES[use as keyof typeof USES]], type, price);
    }
    if (volume !== undefined && cell('Unit') === 'GB-Mo') {
      raise(prices.storage, USES[volume as keyof typeof USES], price);
    }
  }
  const asOf = /^\d{4}-\d\d-\d\d/.exec(facts.get('Publication Date') ?? '')?.[0];
  if (titles === undefined || asOf === undefined) {
    throw unreadable(
      source,
      'it is not an AWS offer file in CSV: it has no publication date or no row of titles',
    );
  }
  if (Object.keys(prices.training).length === 0) {
    throw unreadable(source, `it has no on-demand price of a training instance in region ${region}`);
  }
  const { storage, ...instances } = prices;
  return {
    region,
    currency: 'USD',
    asOf,
    source: `${source}, published ${facts.get('Publication Date') ?? ''}`,
    ...instances,
    ...(Object.keys(storage).length > 0 && { storage }),
  };
}

function raise(prices: Record<string, number>, key: string, price: number): void {
  prices[key] = Math.max(prices[key] ?? 0, price);
}

const unreadable = (source: string, reason: string): TuneformError =>
  new TuneformError(
    `The price list ${source} cannot be used: ${reason}. Nothing was written. Check the region, and that --from names a host of AWS's ` +
      'price lists.',
    { code: 'PRICE_LIST_UNREADABLE', summary: 'Price List Unreadable' },
  );
