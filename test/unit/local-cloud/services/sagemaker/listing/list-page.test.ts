import { listPage } from '../../../../../../modules/local-cloud/services/sagemaker/listing/list-page';
import { listQuery } from '../../../../../../modules/local-cloud/services/sagemaker/listing/list-query';
import { ListingIndex } from '../../../../../../modules/local-cloud/store/listing-index';

const record = (name: string, createdAtMs: number, status = 'InProgress') => ({ name, createdAtMs, status });
const [OLD, MIDDLE, NEW, NEWEST] = [record('d', 8), record('c', 9), record('b', 10), record('a', 11)];
const NEWEST_FIRST = { by: 'CreationTime', order: 'Descending' } as const;

const page = (records: readonly ReturnType<typeof record>[], token?: string) =>
  listPage(listQuery(new ListingIndex(records), {}, NEWEST_FIRST), { MaxResults: 2, NextToken: token });

test('a record created between two pages, newest first, repeats none', () => {
  const first = page([OLD, MIDDLE, NEW]);
  expect(first.items).toEqual([NEW, MIDDLE]);
  expect(page([OLD, MIDDLE, NEW, NEWEST], first.NextToken)).toEqual({ items: [OLD] });
});

test('a record deleted between two pages, be it the last one given, hides none', () => {
  const first = page([OLD, MIDDLE, NEW]);
  expect(page([OLD, NEW], first.NextToken)).toEqual({ items: [OLD] });
});

test.each([
  { SortBy: 'Name', SortOrder: 'Ascending', names: ['a', 'b', 'c', 'd', 'e'] },
  { SortBy: 'Status', SortOrder: 'Ascending', names: ['e', 'a', 'b', 'c', 'd'] },
  { SortBy: 'Status', SortOrder: 'Descending', names: ['d', 'c', 'b', 'a', 'e'] },
  { SortBy: undefined, SortOrder: undefined, names: ['a', 'b', 'c', 'e', 'd'] },
])('pages sorted by $SortBy, $SortOrder, come in that order', ({ names, ...query }) => {
  const all = [OLD, MIDDLE, NEW, NEWEST, record('e', 8, 'Completed')];
  const seen: string[] = [];
  let token: string | undefined;
  do {
    const { items, NextToken } = listPage(listQuery(new ListingIndex(all), query, NEWEST_FIRST), {
      MaxResults: 2,
      NextToken: token,
    });
    seen.push(...items.map(({ name }) => name));
    token = NextToken;
  } while (token !== undefined);
  expect(seen).toEqual(names);
});

test('ten records are a page unless the request says otherwise', () => {
  const all = Array.from({ length: 11 }, (_, at) => record(`r${String(at)}`, at));
  expect(listPage(listQuery(new ListingIndex(all), {}, NEWEST_FIRST), {}).items).toHaveLength(10);
});

test('a foreign token is rejected, as SageMaker does', () => {
  expect(() => page([OLD], 'MTA')).toThrow(expect.objectContaining({ code: 'ValidationException' }) as Error);
});
