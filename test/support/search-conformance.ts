import * as fc from 'fast-check';
import type { Searcher, Suggestion, TrialHistory, WarmStart } from '../../modules/search';
import type { ParameterRange } from '../../modules/tuning';
import { anyRanges, expectInBounds } from './search-ranges';

/** A strategy as the suite sees it. */
export interface StrategyUnderTest {
  readonly name: string;
  readonly create: (
    ranges: readonly ParameterRange[],
    options: { readonly seed: number; readonly warmStart?: WarmStart },
  ) => Searcher;
  /** Kinds of range that the strategy searches. */
  readonly kinds: readonly ParameterRange['kind'][];
  /** Whether the results depend on the seed. */
  readonly seeded: boolean;
  /** Whether it tries what parents with the same data and algorithm have tried last; else parents change nothing. */
  readonly avoidsParents: boolean;
}

const nothing: TrialHistory = { completed: [], active: [], failed: [] };

const finite: readonly ParameterRange[] = [
  { kind: 'integer', name: 'depth', min: 1, max: 4, scaling: 'Logarithmic' },
  { kind: 'categorical', name: 'booster', values: ['a', 'b', 'c'] },
  { kind: 'categorical', name: 'growth', values: ['depth', 'loss'] },
];
const large: readonly ParameterRange[] = [
  { kind: 'continuous', name: 'rate', min: 1e-4, max: 1, scaling: 'Logarithmic' },
  { kind: 'continuous', name: 'decay', min: 0, max: 0.999, scaling: 'ReverseLogarithmic' },
  { kind: 'continuous', name: 'share', min: -1, max: 1, scaling: 'Auto' },
  { kind: 'integer', name: 'leaves', min: 2, max: 512, scaling: 'Auto' },
  { kind: 'categorical', name: 'colour', values: ['red', 'green', 'blue', 'white', 'black', 'grey', 'pink'] },
  { kind: 'categorical', name: 'shape', values: ['round', 'square', 'flat', 'long', 'short', 'thin'] },
];

/** A repeatable value, different for every point. */
function valueOf(suggestion: Suggestion): number {
  let sum = 0;
  for (const [name, text] of Object.entries(suggestion).sort()) {
    for (const letter of `${name}=${text};`) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  }
  return sum / 1_000_003;
}

const keyOf = (suggestion: Suggestion): string => JSON.stringify(Object.entries(suggestion).sort());
const unique = (suggestions: readonly Suggestion[]): number => new Set(suggestions.map(keyOf)).size;

/** Asks for one trial after another, each of which ends at once, and returns them in their order. */
function searched(
  searcher: Pick<Searcher, 'suggest'>,
  trials: number,
  value: (suggestion: Suggestion) => number = valueOf,
): readonly { readonly hyperparameters: Suggestion; readonly value: number }[] {
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  while (completed.length < trials) {
    const [hyperparameters] = searcher.suggest({ ...nothing, completed }, 1);
    if (hyperparameters === undefined) break;
    completed.push({ hyperparameters, value: value(hyperparameters) });
  }
  return completed;
}

const suggestionsOf = (trials: readonly { readonly hyperparameters: Suggestion }[]): readonly Suggestion[] =>
  trials.map(({ hyperparameters }) => hyperparameters);

/** The tests that every strategy passes. */
export function describeStrategy({ name, create, kinds, seeded, avoidsParents }: StrategyUnderTest): void {
  const searchable = (ranges: readonly ParameterRange[]): readonly ParameterRange[] =>
    ranges.filter(({ kind }) => kinds.includes(kind));
  const small = searchable(finite);
  const size = small.reduce(
    (product, range) =>
      product *
      (range.kind === 'categorical'
        ? range.values.length
        : range.kind === 'integer'
          ? range.max - range.min + 1
          : 1),
    1,
  );
  const wide = searchable(large);

  describe(`the strategy ${name}`, () => {
    it('stays inside every range and writes values as its kind is written, whatever the results', () => {
      fc.assert(
        fc.property(anyRanges(kinds), fc.nat(), (ranges, seed) => {
          for (const { hyperparameters } of searched(create(ranges, { seed }), 9)) {
            expectInBounds(hyperparameters, ranges);
          }
        }),
        { numRuns: 60 },
      );
    });

    it('gives the same answer for the same history and seed', () => {
      const history = { ...nothing, completed: searched(create(wide, { seed: 1 }), 14) };
      expect(create(wide, { seed: 1 }).suggest(history, 3)).toEqual(
        create(wide, { seed: 1 }).suggest(history, 3),
      );
    });

    if (seeded) {
      it('gives another answer for another seed', () => {
        expect(create(wide, { seed: 2 }).suggest(nothing, 3)).not.toEqual(
          create(wide, { seed: 1 }).suggest(nothing, 3),
        );
      });

      it.each(wide.filter((range) => range.kind !== 'categorical'))(
        'begins on both sides of the middle of $name in its own scaling',
        (range) => {
          const middle = { rate: 0.01, decay: 0.968, share: 0, leaves: 32 }[range.name] ?? NaN;
          const first = Array.from({ length: 200 }, (_, seed) =>
            create(wide, { seed }).suggest(nothing, 1),
          ).flat();
          const below = first.filter((suggestion) => Number(suggestion[range.name]) < middle).length;
          expect(below / first.length).toBeGreaterThan(0.38);
          expect(below / first.length).toBeLessThan(0.62);
        },
      );
    }

    it('keeps no state between calls', () => {
      const searcher = create(wide, { seed: 1 });
      const first = searcher.suggest(nothing, 2);
      searcher.suggest({ ...nothing, active: [{ hyperparameters: first[0]! }] }, 2);
      searcher.suggest({ ...nothing, completed: searched(searcher, 14) }, 1);
      expect(searcher.suggest(nothing, 2)).toEqual(first);
    });

    it('goes on from a history as if it had never stopped', () => {
      const whole = searched(create(wide, { seed: 3 }), 18);
      const resumed = {
        suggest: (history: TrialHistory, count: number) =>
          create(wide, { seed: 3 }).suggest(JSON.parse(JSON.stringify(history)) as TrialHistory, count),
      };
      expect(searched(resumed, 18)).toEqual(whole);
    });

    it('does not care in which order the trials of a history are listed', () => {
      const trials = searched(create(wide, { seed: 4 }), 24);
      const history = {
        completed: trials.slice(0, 16),
        active: trials.slice(16, 20),
        failed: trials.slice(20),
      };
      const turned = {
        completed: [...history.completed].reverse(),
        active: [...history.active].reverse(),
        failed: [...history.failed].reverse(),
      };
      expect(create(wide, { seed: 4 }).suggest(turned, 3)).toEqual(
        create(wide, { seed: 4 }).suggest(history, 3),
      );
    });

    it('visits every point of a finite space exactly once and then has no more', () => {
      const visited = suggestionsOf(searched(create(small, { seed: 1 }), size + 5));
      expect(visited).toHaveLength(size);
      expect(unique(visited)).toBe(size);
    });

    it('gives fewer suggestions than asked for when the space is exhausted', () => {
      expect(create(small, { seed: 1 }).suggest(nothing, size + 8)).toHaveLength(size);
    });

    it('never suggests what is running or has failed', () => {
      const all = create(small, { seed: 1 })
        .suggest(nothing, size)
        .map((hyperparameters) => ({ hyperparameters }));
      const history = { completed: [], active: all.slice(0, 3), failed: all.slice(3, size - 1) };
      expect(create(small, { seed: 1 }).suggest(history, 5)).toEqual([all[size - 1]!.hyperparameters]);
    });

    it('suggests a batch of different points, with results and without', () => {
      expect(unique(create(wide, { seed: 1 }).suggest(nothing, 10))).toBe(10);
      const completed = searched(create(wide, { seed: 1 }), 14);
      const batch = create(wide, { seed: 1 }).suggest({ ...nothing, completed }, 10);
      expect(unique([...suggestionsOf(completed), ...batch])).toBe(24);
    });

    it('gives nothing when asked for nothing', () => {
      expect(create(wide, { seed: 1 }).suggest(nothing, 0)).toEqual([]);
    });

    if (kinds.includes('integer')) {
      it('recognises a trial however its number is written and whatever else it was given', () => {
        const ranges: readonly ParameterRange[] = [
          { kind: 'integer', name: 'n', min: 1, max: 2, scaling: 'Linear' },
        ];
        const failed = [{ hyperparameters: { n: '1.0', static: 'x' } }];
        expect(create(ranges, { seed: 1 }).suggest({ ...nothing, failed }, 5)).toEqual([{ n: '2' }]);
      });
    }

    it.each([
      { values: 'are all the same', value: () => 5 },
      { values: 'are not numbers at times', value: (s: Suggestion) => (valueOf(s) > 0.5 ? NaN : 1) },
      { values: 'are never numbers', value: () => NaN },
      { values: 'are infinite at times', value: (s: Suggestion) => (valueOf(s) > 0.5 ? Infinity : 1) },
      { values: 'span all of the numbers', value: (s: Suggestion) => (valueOf(s) - 0.5) * Number.MAX_VALUE },
    ])('goes on when values $values', ({ value }) => {
      expect(unique(suggestionsOf(searched(create(wide, { seed: 5 }), 20, value)))).toBe(20);
    });

    it('goes on when every trial fails', () => {
      const failed: { hyperparameters: Suggestion }[] = [];
      for (let trial = 0; trial < 20; trial += 1) {
        const [hyperparameters] = create(wide, { seed: 6 }).suggest({ ...nothing, failed }, 1);
        failed.push({ hyperparameters: hyperparameters! });
      }
      expect(unique(suggestionsOf(failed))).toBe(20);
    });

    it('copes with trials that are not of this space and with one that is listed twice', () => {
      const completed = searched(create(wide, { seed: 7 }), 12);
      const strange = [
        { hyperparameters: {}, value: 1 },
        { hyperparameters: { ...completed[0]!.hyperparameters, colour: 'beige', rate: '1e9' }, value: 0 },
        { hyperparameters: { other: '1' }, value: NaN },
      ];
      const history = { ...nothing, completed: [...completed, ...strange, ...completed] };
      for (const suggestion of create(wide, { seed: 7 }).suggest(history, 4)) {
        expectInBounds(suggestion, wide);
        expect(suggestionsOf(completed)).not.toContainEqual(suggestion);
      }
    });

    it.each(['IdenticalDataAndAlgorithm', 'TransferLearning'] as const)(
      'takes parents of the type %s, in any order, strange trials and all',
      (type) => {
        const ofParent = searched(create(wide, { seed: 8 }), 20);
        const parents = [
          { completed: ofParent.slice(0, 8) },
          { completed: [{ hyperparameters: { other: '1' }, value: 1 }] },
          { completed: ofParent.slice(8).map((trial) => ({ ...trial, value: 1e6 * trial.value })) },
          { completed: [] },
        ];
        const child = (turned: boolean) =>
          create(wide, {
            seed: 9,
            warmStart: { type, parents: turned ? [...parents].reverse() : parents },
          });
        const own = suggestionsOf(searched(child(false), 6));
        expect(own).toHaveLength(6);
        expect(unique(own)).toBe(6);
        for (const suggestion of own) expectInBounds(suggestion, wide);
        expect(suggestionsOf(searched(child(true), 6))).toEqual(own);
      },
    );

    if (avoidsParents) {
      it('repeats what a parent has measured only when nothing else is left', () => {
        const all = searched(create(small, { seed: 1 }), size);
        const warmStart: WarmStart = {
          type: 'IdenticalDataAndAlgorithm',
          parents: [{ completed: all.slice(0, size - 2) }],
        };
        const own = suggestionsOf(searched(create(small, { seed: 2, warmStart }), size + 5));
        const fresh = suggestionsOf(all.slice(size - 2)).map(keyOf);
        expect(own.slice(0, 2).map(keyOf).sort()).toEqual([...fresh].sort());
        expect(own).toHaveLength(size);
        expect(unique(own)).toBe(size);
      });
    }
  });
}
