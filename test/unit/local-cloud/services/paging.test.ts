import fc from 'fast-check';
import { inOrder, pageAfter, pageOf } from '../../../../modules/local-cloud/services/paging';
import { parseFilterPattern } from '../../../../modules/local-cloud/services/logs/filter-pattern';

interface Item {
  readonly name: string;
  readonly age: number;
}

describe('pages', () => {
  const request = (token: string | undefined, limit: number) => ({ token, limit, invalidTokenCode: 'Bad' });
  const byName = (items: readonly string[], descending = false) =>
    inOrder(items, { placeOf: (item) => item, descending });
  /** Oldest first, or newest first. */
  const byAge = (items: readonly Item[], descending: boolean) =>
    inOrder(items, { placeOf: ({ age, name }) => [age, name], descending });

  it('together are the listing, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 5 })),
        fc.integer({ min: 1, max: 10 }),
        fc.boolean(),
        (names, limit, descending) => {
          const listing = byName(names, descending);
          const seen: string[] = [];
          let token: string | undefined;
          do {
            const page = pageOf(listing, request(token, limit));
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...page.items);
            token = page.nextToken;
          } while (token !== undefined);
          expect(seen).toEqual(listing.items);
          expect([...seen].sort()).toEqual([...names].sort());
        },
      ),
    );
  });

  it.each([true, false])(
    'give what stays exactly once though items come and go in between, newest first: %s',
    (descending) => {
      const item = fc.record({ name: fc.string({ maxLength: 3 }), age: fc.integer({ min: 0, max: 20 }) });
      const items = (at: string) =>
        fc.uniqueArray(
          item.map(({ name, age }) => ({ name: at + name, age })),
          { selector: ({ name }) => name },
        );
      fc.assert(
        fc.property(items('stays '), items('goes '), items('comes '), (stays, goes, comes) => {
          const first = pageOf(byAge([...stays, ...goes], descending), request(undefined, 3));
          const then = byAge([...stays, ...comes], descending);
          const rest =
            first.nextToken === undefined ? [] : pageOf(then, request(first.nextToken, 1_000)).items;
          const seen = [...first.items, ...rest].filter(({ name }) => name.startsWith('stays '));
          expect(seen).toEqual(byAge(stays, descending).items);
        }),
      );
    },
  );

  it.each(['AAAA', Buffer.from('after:').toString('base64url')])('reject %j, a foreign token', (token) => {
    expect(() => pageOf(byName(['a']), request(token, 1))).toThrow(
      expect.objectContaining({ code: 'Bad' }) as Error,
    );
  });

  it('of nothing say that there is no more', () => {
    expect(pageAfter(byName(['a']), { after: undefined, limit: 0 })).toEqual({ items: [], more: false });
  });
});

describe('filter patterns', () => {
  it.each([
    ['', 'anything', true],
    ['ERROR', 'an ERROR here', true],
    ['ERROR', 'an error here', false],
    ['a b', 'b then a', true],
    ['a b', 'only a', false],
    ['"a b"', 'b a', false],
    ['"a b"', 'xa by', true],
    ['"say \\"hi\\""', 'they say "hi"', true],
    ['a -b', 'a', true],
    ['a -b', 'a b', false],
    ['-b', 'a', true],
    ['?x ?y', 'only y', true],
    ['?x ?y', 'z', false],
  ])('%j in %j: %s', (pattern, message, matches) => {
    expect(parseFilterPattern(pattern)(message)).toBe(matches);
  });
});
