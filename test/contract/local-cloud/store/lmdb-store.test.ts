import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeRecord, encodeRecord } from '../../../../modules/local-cloud/store/record-codec';
import { openLmdbStore } from '../../../../modules/local-cloud/store/lmdb-store';
import type { Store } from '../../../../modules/local-cloud/store/store';

describe('the store', () => {
  let directory: string;
  let store: Store;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tuneform-store-'));
    store = openLmdbStore(directory);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('gives back what was put, and says whether there was something to remove', () => {
    const things = store.collection<object>('things');
    const value = {
      date: new Date(5),
      bytes: Buffer.from([0, 255]),
      list: [1, { a: null }],
      infinite: -Infinity,
      text: 'é\0',
    };
    things.put('key', value);
    expect(things.get('key')).toEqual(value);
    expect(things.remove('key')).toBe(true);
    expect(things.remove('key')).toBe(false);
    expect(things.get('key')).toBeUndefined();
  });

  it('keeps collections apart, also where one name begins another or keys look like addresses', () => {
    const [a, ab] = [store.collection<number>('a'), store.collection<number>('a/b')];
    a.put('b\0x', 1);
    ab.put('x', 2);
    a.put('', 3);
    expect([...a.list()]).toEqual([
      ['', 3],
      ['b\0x', 1],
    ]);
    expect([...ab.list()]).toEqual([['x', 2]]);
  });

  it('lists in the order of UTF-8 bytes, short keys and long ones alike', () => {
    const keys = store.collection<number>('keys');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 30 }),
        (list) => {
          for (const [key] of [...keys.list()]) keys.remove(key);
          for (const key of list) keys.put(key, key.length);
          const expected = [...list].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
          expect([...keys.list()].map(([key]) => key)).toEqual(expected);
          for (const from of list.slice(0, 3)) {
            const rest = expected.filter((key) => Buffer.compare(Buffer.from(key), Buffer.from(from)) >= 0);
            expect([...keys.list('', { from })].map(([key]) => key)).toEqual(rest);
            const below = expected.filter((key) => key.startsWith(from));
            expect([...keys.list(from)].map(([key]) => key)).toEqual(below);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('undoes a transaction that fails, the inner ones with it', () => {
    const things = store.collection<number>('things');
    things.put('kept', 1);
    expect(() =>
      store.transaction(() => {
        things.put('kept', 2);
        store.transaction(() => things.put('new', 3));
        expect([...things.list()]).toEqual([
          ['kept', 2],
          ['new', 3],
        ]);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect([...things.list()]).toEqual([['kept', 1]]);
    expect(store.transaction(() => things.get('kept'))).toBe(1);
  });

  it('forgets what was read of a transaction that fails', () => {
    const things = store.collection<number>('things');
    things.put('kept', 1);
    const fail = (): void =>
      store.transaction(() => {
        things.put('kept', 2);
        expect(things.get('kept')).toBe(2);
        throw new Error('changed my mind');
      });
    expect(fail).toThrow('changed my mind');
    expect(things.get('kept')).toBe(1);
  });

  it('gives every reader the last value, also by a key that UTF-8 can only write in the same way', () => {
    const things = store.collection<number>('things');
    for (const [key, same] of [
      ['key', 'key'],
      ['\ud800', '\ufffd'],
    ] as const) {
      things.put(key, 1);
      expect(things.get(same)).toBe(1);
      things.put(key, 2);
      expect(things.get(same)).toBe(2);
      things.remove(key);
      expect(things.get(same)).toBeUndefined();
    }
  });

  it('lets no reader change what another one reads', () => {
    const things = store.collection<{ list: { a: number }[]; date?: Date }>('things');
    things.put('plain', { list: [{ a: 1 }] });
    expect(() => (things.get('plain')?.list[0] as { a: number }).a++).toThrow(TypeError);
    things.put('dated', { list: [{ a: 1 }], date: new Date(5) });
    things.get('dated')?.date?.setTime(6);
    expect(things.get('dated')?.date).toEqual(new Date(5));
  });

  it('reads a record again that has not been read for long', () => {
    const things = store.collection<number>('things');
    store.transaction(() => {
      for (let at = 0; at < 2000; at += 1) things.put(String(at), at);
    });
    for (let round = 0; round < 2; round += 1) {
      for (let at = 0; at < 2000; at += 1) expect(things.get(String(at))).toBe(at);
    }
  });

  it('lists what was there when listing began', () => {
    const things = store.collection<number>('things');
    for (const key of ['a', 'b', 'c']) things.put(key, 1);
    const seen: string[] = [];
    for (const [key] of things.list()) {
      seen.push(key);
      things.remove('b');
      things.put('d', 1);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('has it all after closing and opening again', async () => {
    store.collection<string>('things').put('k', 'v');
    await store.close();
    store = openLmdbStore(directory);
    expect(store.collection<string>('things').get('k')).toBe('v');
  });
});

describe('records', () => {
  it('survive their text, whatever JSON they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(decodeRecord(encodeRecord(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it('that only look like tagged values stay what they are', () => {
    for (const value of [
      { $date: 'x' },
      { $date: ['x'] },
      { $bytes: 5 },
      { $number: [1] },
      { $date: [1], other: 2 },
    ]) {
      expect(decodeRecord(encodeRecord(value))).toEqual(value);
    }
  });
});
