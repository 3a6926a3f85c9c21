import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { composeConfiguration, LAYERS, mergeTuned } from '../../../modules/configuration';
import type { Mapping } from '../../../modules/configuration';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,3}$/).filter((text) => text !== 'defaults');
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
);

/** A mapping whose values are numbers, so that every layer may change them. */
const values = fc.dictionary(
  name,
  fc.oneof(number, fc.dictionary(name, number, { minKeys: 1, maxKeys: 3 })),
  { minKeys: 1, maxKeys: 4 },
);

const leaves = (mapping: Mapping, above = ''): readonly [string, number][] =>
  Object.entries(mapping).flatMap(([key, value]) =>
    typeof value === 'number'
      ? [[`${above}${key}`, value] as [string, number]]
      : leaves(value as Mapping, `${above}${key}.`),
  );

const nested = (entries: readonly [string, number][]): Mapping => {
  const root: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    const steps = key.split('.');
    let at = root;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
    at[steps.at(-1) ?? ''] = value;
  }
  return root as Mapping;
};

it('the strongest layer that sets a value decides it, and provenance names that layer', () => {
  const layers = fc.infiniteStream(fc.tuple(fc.subarray([...LAYERS]), number));
  fc.assert(
    fc.property(values, layers, number, (group, stream, base) => {
      const plan = leaves({ group: group }).map(([key]) => {
        const [wanted, seed] = stream.next().value as [string[], number];
        return { key, wanted, seed: Number.isFinite(seed) ? seed : 0 };
      });
      const of = (layer: string, offset: number): readonly [string, number][] =>
        plan.filter(({ wanted }) => wanted.includes(layer)).map(({ key, seed }) => [key, seed + offset]);
      const files = {
        'config.yaml': stringify({
          defaults: [{ group: 'option' }],
          other: base,
          ...nested(of('defaults', 0)),
        }),
        // What a later layer changes must exist, so a group declares what the defaults do not.
        'group/option.yaml': stringify(
          nested(
            plan
              .filter(({ wanted }) => wanted.includes('group') || !wanted.includes('defaults'))
              .map(({ key, seed }) => [key, seed + 1]),
          )['group'] ?? {},
        ),
      };
      const resolved = composeConfiguration({
        files,
        file: { source: 'file.yaml', text: stringify(nested(of('file', 2))) },
        overrides: of('static', 3).map(([key, value]) => `${key}=${String(value)}`),
      });
      const tuned = Object.fromEntries(of('tuned', 4).map(([key, value]) => [key, String(value)]));
      const merged = mergeTuned(resolved.values, tuned);
      for (const { key, wanted, seed } of plan) {
        const last = [...LAYERS].reverse().find((layer) => wanted.includes(layer)) ?? 'group';
        const at = key.split('.').reduce<unknown>((value, step) => (value as Mapping)[step], merged);
        expect({ key, value: at }).toEqual({ key, value: seed + LAYERS.indexOf(last) });
        if (last !== 'tuned') expect(resolved.provenance[key]).toMatchObject({ layer: last });
      }
    }),
    { numRuns: 200 },
  );
});

it('the order of overrides changes nothing', () => {
  fc.assert(
    fc.property(fc.dictionary(name, number, { minKeys: 1 }), fc.gen(), (added, gen) => {
      const overrides = Object.entries(added).map(([key, value]) => `+${key}=${String(value)}`);
      const shuffled = gen(fc.shuffledSubarray, overrides, { minLength: overrides.length });
      const files = { 'config.yaml': 'defaults: []' };
      expect(composeConfiguration({ files, overrides: shuffled }).hash).toBe(
        composeConfiguration({ files, overrides }).hash,
      );
    }),
  );
});

it('any text is read or rejected with a message that quotes it, and nothing else is thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `seed=${text}`),
      ),
      (text) => {
        try {
          composeConfiguration({ files: { 'config.yaml': 'seed: null' }, overrides: [text] });
        } catch (error) {
          expect(error).toMatchObject({
            code: 'INVALID_CONFIGURATION',
            message: expect.stringContaining(text) as string,
          });
        }
      },
    ),
    { numRuns: 1000 },
  );
});
