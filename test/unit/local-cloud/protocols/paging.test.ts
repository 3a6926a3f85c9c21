import fc from 'fast-check';
import { pageOf } from '../../../../modules/local-cloud/paging';
import { parseFilterPattern } from '../../../../modules/local-cloud/services/logs/filter-pattern';

describe('pages', () => {
  const request = (token: string | undefined, limit: number) => ({
    token,
    limit,
    keyOf: (item: string) => item,
    invalidTokenCode: 'Bad',
  });

  it('together are the listing, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ maxLength: 5 })),
        fc.integer({ min: 1, max: 10 }),
        (items, limit) => {
          const sorted = [...items].sort();
          const seen: string[] = [];
          let token: string | undefined;
          do {
            const page = pageOf(sorted, request(token, limit));
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...page.items);
            token = page.nextToken;
          } while (token !== undefined);
          expect(seen).toEqual(sorted);
        },
      ),
    );
  });

  it('go on behind an item that has gone meanwhile', () => {
    const first = pageOf(['a', 'b', 'c', 'd'], request(undefined, 2));
    expect(pageOf(['a', 'c', 'd'], request(first.nextToken, 2)).items).toEqual(['c', 'd']);
    expect(pageOf(['a'], request(first.nextToken, 2)).items).toEqual([]);
  });

  it('refuse a token that is none of theirs', () => {
    expect(() => pageOf(['a'], request('AAAA', 1))).toThrow(
      expect.objectContaining({ code: 'Bad' }) as Error,
    );
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
