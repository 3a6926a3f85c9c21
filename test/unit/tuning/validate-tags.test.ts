import { MAX_TAGS, MOST_MARKS, validateTags } from '../../../modules/tuning';

const numbered = (count: number, prefix: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${String(index)}`, 'v']));

it('counts a resource’s tags with the provider’s and those that Tuneform may set', () => {
  const most = MAX_TAGS - MOST_MARKS.experiment;
  const defaultTags = numbered(2, 'default-');
  const judged = (count: number) =>
    validateTags(numbered(count, 'own-'), { kind: 'experiment', defaultTags }).map(
      ({ summary, detail }) => `${summary}: ${detail}`,
    );
  expect(judged(most - 2)).toEqual([]);
  expect(judged(most)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^Too Many Tags: .* ${String(MAX_TAGS + 2)} tags, but .* ${String(MAX_TAGS)}\\. Remove 2\\.$`,
      ),
    ),
  ]);
  // A default tag of the same key is no further tag.
  expect(validateTags(numbered(most, 'own-'), { kind: 'experiment', defaultTags: { 'own-0': 'w' } })).toEqual(
    [],
  );
});
