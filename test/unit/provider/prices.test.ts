import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure } from '../../../modules/provider/configure';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prices-'));
  process.env['TUNEFORM_PRICES'] = folder;
});
afterEach(() => {
  delete process.env['TUNEFORM_PRICES'];
  rmSync(folder, { recursive: true });
});

const table = (region: string, asOf: string) =>
  JSON.stringify({
    region,
    currency: 'USD',
    asOf,
    source: 'a test',
    training: { 'ml.m5.large': 7 },
    hosting: {},
  });

const aws = (region: string) =>
  configure({
    config: {
      target: 'aws',
      region,
      endpoint: null,
      endpoints: null,
      owner: 'me',
      access_key: 'AKIDEXAMPLE',
      secret_key: 'secret',
      profile: null,
      preflight: null,
      default_tags: null,
    },
  });

describe('the provider’s prices', () => {
  it('are those of its region, and the refreshed ones where they are newer', async () => {
    expect((await aws('eu-west-1')).configured?.prices.table?.training['ml.m5.xlarge']).toBe(0.257);
    expect((await aws('eu-central-1')).configured?.prices).toEqual({ region: 'eu-central-1' });
    writeFileSync(join(folder, 'eu-central-1.json'), table('eu-central-1', '2026-10-01'));
    const { configured, diagnostics } = await aws('eu-central-1');
    expect(configured?.prices.table?.training).toEqual({ 'ml.m5.large': 7 });
    expect(diagnostics).toEqual([]);
  });

  it('are this version’s where the refreshed ones are older, with a warning', async () => {
    writeFileSync(join(folder, 'us-east-1.json'), table('us-east-1', '2019-01-01'));
    const { configured, diagnostics } = await aws('us-east-1');
    expect(configured?.prices.table?.training['ml.m5.large']).toBe(0.115);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        summary: 'Price Table Outdated',
        detail:
          `${join(folder, 'us-east-1.json')} is older than the prices of this version, which Tuneform uses instead. Write it ` +
          'again with: npx tuneform prices refresh --region us-east-1; or delete it. [PRICE_TABLE_OUTDATED]',
      }),
    ]);
  });

  it('are an error where the refreshed ones are damaged, since a budget may depend on them', async () => {
    writeFileSync(join(folder, 'us-east-1.json'), '{}');
    await expect(aws('us-east-1')).rejects.toMatchObject({ code: 'PRICE_TABLE_DAMAGED' });
  });
});
