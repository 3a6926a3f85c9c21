import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../../support/until';
import { Claims, QUICK } from './claims';
import { exitOf } from './packed-container';

let claims: Claims;
let server: ReturnType<Claims['start']>;
let url: string;

beforeAll(async () => {
  claims = await Claims.ready();
  const base = claims.trainingBase('served', claims.document(...QUICK));
  expect((await claims.run('train', { base })).stderr).toBe('');
  server = claims.start('serve', { base, env: { SAGEMAKER_BIND_TO_PORT: '0' } });
  const [line] = (await once(createInterface(server.stdout!), 'line')) as [string];
  url = line.replace('listening on ', '');
  await until(async () => (await fetch(`${url}/ping`)).status === 200, { timeoutMs: 120_000 });
}, 300_000);
afterAll(() => claims.remove());

const invoke = (body: string, type: string, accept = type): Promise<Response> =>
  fetch(`${url}/invocations`, { method: 'POST', body, headers: { 'content-type': type, accept } });

const CAREFUL = 'C,5,4,52,50,B1,Regular,120,R24';
const YOUNG = 'E,9,1,19,110,B12,Diesel,9000,R82';

test('a young driver with a malus has more claims a year than a careful one, in CSV and in JSON', async () => {
  const response = await invoke(`${CAREFUL}\n${YOUNG}\n`, 'text/csv');
  expect(response.status).toBe(200);
  const [careful = NaN, young = NaN] = (await response.text()).trim().split('\n').map(Number);
  expect(careful).toBeGreaterThan(0);
  expect(young).toBeGreaterThan(careful);

  const policy = {
    Area: 'C',
    VehPower: 5,
    VehAge: 4,
    DrivAge: 52,
    BonusMalus: 50,
    VehBrand: 'B1',
    VehGas: 'Regular',
    Density: 120,
    Region: 'R24',
  };
  const json = await invoke(JSON.stringify({ instances: [policy] }), 'application/json');
  expect(await json.json()).toEqual({ predictions: [{ claim_frequency: careful }] });
});

test('the exposure-weighted frequencies of the training policies are those that were observed', async () => {
  const [header = '', ...lines] = readFileSync(join(claims.portfolio, 'policies.csv'), 'utf8')
    .trim()
    .split('\n');
  const columns = header.split(',');
  const fields = lines.map((line) => line.split(','));
  const of = (row: string[], name: string): string => row[columns.indexOf(name)] ?? '';
  const body = fields
    .map((row) =>
      ['Area', 'VehPower', 'VehAge', 'DrivAge', 'BonusMalus', 'VehBrand', 'VehGas', 'Density', 'Region']
        .map((name) => of(row, name))
        .join(','),
    )
    .join('\n');
  const predicted = (await (await invoke(body, 'text/csv')).text()).trim().split('\n').map(Number);
  const expected = fields.reduce(
    (sum, row, at) => sum + Number(of(row, 'Exposure')) * (predicted[at] ?? NaN),
    0,
  );
  const observed = fields.reduce((sum, row) => sum + Number(of(row, 'ClaimNb')), 0);
  expect(expected / observed).toBeGreaterThan(0.85);
  expect(expected / observed).toBeLessThan(1.15);
});

test.each([
  ['a row of another length', 'C,5', 'text/csv', 'row 1 has 2 values; a policy has 9: Area, VehPower'],
  ['a word for a number', CAREFUL.replace('52', 'old'), 'text/csv', '"old" is not a number'],
  ['an unknown feature', '{"instances": [{"Age": 3}]}', 'application/json', '"Age" is no feature'],
  ['no rows', '', 'text/csv', 'holds no rows'],
])('%s is answered with the reason', async (_, body, type, reason) => {
  const response = await invoke(body, type, 'application/json');
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain(reason);
});

test('SIGTERM ends the server', async () => {
  server.kill('SIGTERM');
  expect(await exitOf(server)).toBe(0);
});
