import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectiveCurves } from '../../../../modules/local-cloud/jobs/tuning/objective-curves';
import { openLmdbStore } from '../../../../modules/local-cloud/store/lmdb-store';
import type { Store } from '../../../../modules/local-cloud/store/store';

let root: string;
let store: Store;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-curves-'));
  store = openLmdbStore(join(root, 'store'));
});

afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

const numbers = (count: number, first: number): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => first + at / 3);

test('a curve comes back as it was, however many records it takes, and is forgotten with its tuning job', () => {
  const curves = new ObjectiveCurves(store);
  const long = numbers(10_000, 1);
  const short = numbers(2, -5);
  for (const write of curves.putting('job', 'trial-1', long)) write();
  for (const write of curves.putting('job', 'trial-10', short)) write();
  for (const write of curves.putting('other', 'trial-1', short)) write();
  expect(curves.get('job', 'trial-1')).toEqual(long);
  expect(curves.get('job', 'trial-10')).toEqual(short);
  expect(curves.get('job', 'trial-2')).toEqual(new Float64Array());
  curves.forget('job');
  expect(curves.get('job', 'trial-1')).toEqual(new Float64Array());
  expect(curves.get('other', 'trial-1')).toEqual(short);
});
