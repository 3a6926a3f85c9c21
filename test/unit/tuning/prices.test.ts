import {
  choosePrices,
  isOutdated,
  parsePriceTable,
  pricePerHour,
  SHIPPED_TABLES,
} from '../../../modules/tuning';
import type { PriceTable } from '../../../modules/tuning';

const refreshed: PriceTable = {
  region: 'eu-central-1',
  currency: 'USD',
  asOf: '2026-10-01',
  source: 'a test',
  training: { 'ml.m5.large': 0.138 },
  hosting: {},
};

describe('the shipped price tables', () => {
  it('are at least four, one a region, each dated, with a source and prices above 0', () => {
    expect(SHIPPED_TABLES.length).toBeGreaterThanOrEqual(4);
    expect(new Set(SHIPPED_TABLES.map(({ region }) => region)).size).toBe(SHIPPED_TABLES.length);
    for (const table of SHIPPED_TABLES) {
      expect(parsePriceTable(JSON.stringify(table), { region: table.region, file: 'shipped' })).toEqual(
        table,
      );
      expect(table.source.length).toBeGreaterThan(20);
    }
  });
});

describe('choosePrices', () => {
  it('takes the table of the target’s region', () => {
    expect(choosePrices({ target: 'aws', region: 'eu-west-1' }).table?.region).toBe('eu-west-1');
    expect(choosePrices({ target: 'local', region: 'eu-west-1' }).table?.region).toBe('eu-west-1');
  });

  it('knows no price on AWS without a table of the region, and takes us-east-1 for the local cloud', () => {
    const unknown = choosePrices({ target: 'aws', region: 'eu-central-1' });
    expect(unknown).toEqual({ region: 'eu-central-1' });
    expect(pricePerHour(unknown, 'ml.m5.large', 'training')).toBe(undefined);
    expect(choosePrices({ target: 'local', region: 'eu-central-1' })).toMatchObject({
      region: 'us-east-1',
      table: { region: 'us-east-1' },
    });
  });

  it('prefers a refreshed table unless it is older than the shipped one', () => {
    expect(choosePrices({ target: 'aws', region: 'eu-central-1', refreshed }).table).toBe(refreshed);
    const old = { ...refreshed, region: 'us-east-1', asOf: '2020-01-01' };
    expect(choosePrices({ target: 'aws', region: 'us-east-1', refreshed: old }).table?.asOf).not.toBe(
      old.asOf,
    );
    expect([isOutdated(old), isOutdated(refreshed)]).toEqual([true, false]);
  });
});

describe('parsePriceTable', () => {
  it.each([
    ['{"region": ', 'is not a JSON object'],
    ['[]', 'is not a JSON object'],
    [JSON.stringify({ ...refreshed, region: 'us-west-2' }), 'has region "us-west-2", not "eu-central-1"'],
    [JSON.stringify({ ...refreshed, currency: 'CNY' }), 'has currency "CNY", not "USD"'],
    [JSON.stringify({ ...refreshed, asOf: 'yesterday' }), 'has asOf "yesterday", not a date'],
    [JSON.stringify({ ...refreshed, source: undefined }), 'has no source'],
    [JSON.stringify({ ...refreshed, hosting: undefined }), 'has no object hosting'],
    [
      JSON.stringify({ ...refreshed, training: { 'ml.m5.large': '0.1' } }),
      'has "0.1" for training.ml.m5.large',
    ],
    [JSON.stringify({ ...refreshed, storage: { training: -1 } }), 'has -1 for storage.training'],
  ])('rejects %s', (text, problem) => {
    let thrown: unknown;
    try {
      parsePriceTable(text, { region: 'eu-central-1', file: 'prices/eu-central-1.json' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      code: 'PRICE_TABLE_DAMAGED',
      message: expect.stringContaining(`The price table prices/eu-central-1.json ${problem}`) as unknown,
    });
  });
});
