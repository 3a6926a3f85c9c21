import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatheredWrites } from '../../../../modules/local-cloud/store/gathered-writes';
import { openLmdbStore } from '../../../../modules/local-cloud/store/lmdb-store';
import type { Collection, Store } from '../../../../modules/local-cloud/store/store';

let root: string;
let store: Store;
let records: Collection<string>;
let transactions: number;
let writes: GatheredWrites;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-gathered-'));
  store = openLmdbStore(join(root, 'store'));
  records = store.collection('things');
  transactions = 0;
  const counted: Store = {
    collection: (name) => store.collection(name),
    afterCommit: (work) => store.afterCommit(work),
    close: () => store.close(),
    transaction: (work) => {
      transactions += 1;
      return store.transaction(work);
    },
  };
  writes = new GatheredWrites(counted);
});

afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

/** A write that is ready when the test says so. */
function onItsWay(name: string, write = (): void => records.put(name, name)) {
  let arrive = (): void => undefined;
  const prepared = new Promise<void>((resolve) => (arrive = resolve));
  const written = writes.once(prepared, () => {
    write();
    return name;
  });
  return { arrive, written };
}

test('writes that are on their way together share a transaction', async () => {
  const all = ['a', 'b', 'c'].map((name) => onItsWay(name));
  for (const { arrive } of all) arrive();
  expect(await Promise.all(all.map(({ written }) => written))).toEqual(['a', 'b', 'c']);
  expect(transactions).toBe(1);
  expect([...records.list()].map(([name]) => name)).toEqual(['a', 'b', 'c']);
});

test('a write waits for those on their way before it was ready, and for none that come later', async () => {
  const [first, second] = [onItsWay('first'), onItsWay('second')];
  first.arrive();
  await new Promise(setImmediate);
  expect(transactions).toBe(0);
  const late = onItsWay('late');
  second.arrive();
  expect(await Promise.all([first.written, second.written])).toEqual(['first', 'second']);
  expect(transactions).toBe(1);
  late.arrive();
  expect(await late.written).toBe('late');
  expect(transactions).toBe(2);
});

test('a failed write does not block later writes', async () => {
  const broken = writes.once(Promise.reject(new Error('no disk')), () => undefined);
  const other = onItsWay('other');
  other.arrive();
  await expect(broken).rejects.toThrow('no disk');
  expect(await other.written).toBe('other');
});

test('a write that is rejected takes nothing with it, and leaves nothing behind', async () => {
  const refused = onItsWay('refused', () => {
    records.put('refused', 'half');
    throw new Error('a condition did not hold');
  });
  const [before, after] = [onItsWay('before'), onItsWay('after')];
  for (const { arrive } of [before, refused, after]) arrive();
  await expect(refused.written).rejects.toThrow('a condition did not hold');
  expect(await Promise.all([before.written, after.written])).toEqual(['before', 'after']);
  expect([...records.list()].map(([name]) => name)).toEqual(['after', 'before']);
});
