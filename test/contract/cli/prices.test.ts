import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';

/** A file as AWS publishes it, cut down to a few of its columns and rows. */
const OFFER = [
  '"FormatVersion","v1.0"',
  '"Disclaimer","This pricing list is for informational purposes only, and ""as is"".\nAll prices are subject to the additional terms."',
  '"Publication Date","2026-10-04T23:59:59Z"',
  '"Version","20261004235959"',
  '"OfferCode","AmazonSageMaker"',
  '"SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Product Family","serviceCode","Location","Location Type","Instance Type","usageType","operation","Component","Region Code"',
  ...[
    [
      '$0.138 per Training ml.m5.large hour in EU (Frankfurt), free tier aside',
      'Hrs',
      '0.1380000000',
      'EUC1-Train:ml.m5.large',
    ],
    ['dearer', 'Hrs', '0.1390000000', 'EUC1-Train:ml.m5.large'],
    ['hosting', 'Hrs', '0.2760000000', 'EUC1-Host:ml.m5.xlarge'],
    ['spot', 'Hrs', '0.0500000000', 'EUC1-TrSpt:ml.m5.large'],
    ['free tier', 'Hrs', '0.0000000000', 'EUC1-Train:ml.g5.xlarge'],
    ['parent', 'Hrs', '9.0000000000', 'Train:ml.m.xlarge-TrainingParent'],
    ['volume', 'GB-Mo', '0.1670000000', 'EUC1-Train:VolumeUsage.gp2'],
    ['notebook', 'Hrs', '7.0000000000', 'EUC1-Notebk:ml.m5.large'],
  ].map(([said, unit, price, usage]) =>
    [
      'SKU1',
      'JRTCKXETXF',
      'R',
      'OnDemand',
      said,
      '2026-10-01',
      '0',
      'Inf',
      unit,
      price,
      'USD',
      'ML Instance',
      'AmazonSageMaker',
      'EU (Frankfurt)',
      'AWS Region',
      '',
      usage,
      'RunInstance',
      'Training',
      'eu-central-1',
    ]
      .map((cell) => `"${cell ?? ''}"`)
      .join(','),
  ),
  '"SKU2","J","R","Reserved","reserved","2026-10-01","0","Inf","Hrs","0.01","USD","ML Instance","AmazonSageMaker","","AWS Region","","EUC1-Train:ml.p5.48xlarge","RunInstance","Training","eu-central-1"',
  '"SKU3","J","R","OnDemand","elsewhere","2026-10-01","0","Inf","Hrs","9","USD","ML Instance","AmazonSageMaker","","AWS Region","","USE1-Train:ml.c5.xlarge","RunInstance","Training","us-east-1"',
].join('\r\n');

let server: Server;
let url: string;
let folder: string;
const asked: string[] = [];
let answer: { status: number; headers?: Record<string, string>; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, answer.headers);
    // In pieces, so that a row and a quoted field arrive in two.
    for (let at = 0; at < answer.body.length; at += 97) response.write(answer.body.slice(at, at + 97));
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prices-'));
  asked.length = 0;
  answer = { status: 200, body: OFFER };
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(...argv: string[]) {
  const terminal = collectingTerminal(folder, { TUNEFORM_PRICES: folder });
  const code = await main(['prices', ...argv], terminal);
  return { code, out: terminal.stdout.join('\n'), said: terminal.stderr.join('\n') };
}

const refresh = (...more: string[]) => run('refresh', '--region', 'eu-central-1', '--from', url, ...more);

describe('tuneform prices refresh', () => {
  it('writes the on-demand prices of training, hosting and volumes that the region’s published list has', async () => {
    const { code, out } = await refresh('--json');
    expect([code, asked]).toEqual([0, ['/offers/v1.0/aws/AmazonSageMaker/current/eu-central-1/index.csv']]);
    const file = join(folder, 'eu-central-1.json');
    expect(JSON.parse(out)).toEqual([
      { region: 'eu-central-1', asOf: '2026-10-04', file, training: 1, hosting: 1 },
    ]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      region: 'eu-central-1',
      currency: 'USD',
      asOf: '2026-10-04',
      source: `${url}${asked[0] ?? ''}, published 2026-10-04T23:59:59Z`,
      training: { 'ml.m5.large': 0.139 },
      hosting: { 'ml.m5.xlarge': 0.276 },
      storage: { training: 0.167 },
    });
  });

  it('is what prices show prints from then on', async () => {
    expect(await run('show', '--region', 'eu-central-1')).toMatchObject({
      code: 3,
      said: expect.stringContaining('npx tuneform prices refresh --region eu-central-1'),
    });
    await refresh();
    const { code, out, said } = await run(
      'show',
      '--region',
      'eu-central-1',
      '--type',
      'ml.m5.large',
      'ml.p9.large',
    );
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trim().split(/\s+/))).toEqual([
      ['type', 'training', 'hosting'],
      ['ml.m5.large', '0.139'],
    ]);
    expect(said).toContain('region eu-central-1, 2026-10-04');
    expect(said).toContain('No known price: ml.p9.large.');
  });

  it.each([
    [
      { status: 404, body: '' },
      'there is no price list of SageMaker for region eu-central-1',
      'PRICE_LIST_UNAVAILABLE',
    ],
    [{ status: 503, body: '' }, 'the server answered 503', 'PRICE_LIST_UNAVAILABLE'],
    [
      { status: 302, headers: { location: 'http://192.0.2.1/' }, body: '' },
      'the server answered 302',
      'PRICE_LIST_UNAVAILABLE',
    ],
    [{ status: 200, body: '<html></html>' }, 'it is not an AWS offer file in CSV', 'PRICE_LIST_UNREADABLE'],
    [
      { status: 200, body: OFFER.replaceAll('EUC1-Train:ml.m5', 'EUC1-Tsform:ml.m5') },
      'it has no on-demand price of a training',
      'PRICE_LIST_UNREADABLE',
    ],
  ])('leaves the earlier table as it is when the server answers %j', async (failing, reason, told) => {
    await refresh();
    const before = readFileSync(join(folder, 'eu-central-1.json'), 'utf8');
    answer = failing;
    const { code, said } = await refresh();
    expect([code, said]).toEqual([1, expect.stringContaining(reason)]);
    expect(said).toContain(url);
    expect(said).toContain('Check the region');
    expect(said).toContain(`[${told}]`);
    expect(readFileSync(join(folder, 'eu-central-1.json'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['eu-central-1.json']);
  });

  it.each([
    'http://pricing.us-east-1.amazonaws.com',
    'https://prices.example.com',
    'https://192.0.2.1',
    'nowhere',
  ])('sends no request to %s', async (from) => {
    const { code, said } = await run('refresh', '--region', 'eu-central-1', '--from', from);
    expect([code, said]).toEqual([2, expect.stringContaining('did not send a request there')]);
    expect(existsSync(join(folder, 'eu-central-1.json'))).toBe(false);
  });

  it('says which file is damaged, and how to mend it', async () => {
    writeFileSync(join(folder, 'eu-west-1.json'), '{');
    const { code, said } = await run('show', '--region', 'eu-west-1');
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(`${join(folder, 'eu-west-1.json')} is not a JSON object`),
    ]);
  });
});
