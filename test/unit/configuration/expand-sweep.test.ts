import * as fc from 'fast-check';
import { expandSweep } from '../../../modules/configuration';

describe('a sweep', () => {
  it('is every combination, the first override varying slowest, with names of what varies', () => {
    expect(expandSweep(['model=poisson,deep', 'seed=1', 'model.max_iter=10,20', '~output'])).toEqual([
      {
        name: 'model-poisson-max-iter-10',
        overrides: ['model=poisson', 'seed=1', 'model.max_iter=10', '~output'],
      },
      {
        name: 'model-poisson-max-iter-20',
        overrides: ['model=poisson', 'seed=1', 'model.max_iter=20', '~output'],
      },
      { name: 'model-deep-max-iter-10', overrides: ['model=deep', 'seed=1', 'model.max_iter=10', '~output'] },
      { name: 'model-deep-max-iter-20', overrides: ['model=deep', 'seed=1', 'model.max_iter=20', '~output'] },
    ]);
  });

  it('of nothing that varies is one experiment', () => {
    expect(expandSweep(['seed=1'])).toEqual([{ name: 'only', overrides: ['seed=1'] }]);
    expect(expandSweep([])).toEqual([{ name: 'only', overrides: [] }]);
  });

  it('begins every name as asked, and keeps it as long as a tuning job’s may be', () => {
    const names = (...overrides: string[]) =>
      expandSweep(overrides, { prefix: 'claims' }).map(({ name }) => name);
    expect(names('model.loss=poisson,squared_error')).toEqual([
      'claims-loss-poisson',
      'claims-loss-squared-error',
    ]);
    const long = names('model.loss=poisson,squared_error', 'seed=10,20');
    expect(long.map((name) => name.length)).toEqual([27, 27, 32, 32]);
    expect(new Set(long).size).toBe(4);
    expect(long[3]).toMatch(/^claims-loss-squared-error-[a-z2-7]{6}$/);
  });

  it('keeps lists, texts and signs as they are', () => {
    const runs = expandSweep(["+x=[1, 2],'a, b',{c: 1}", '+y="3",3']);
    expect(runs.map(({ overrides }) => overrides)).toEqual([
      ['+x=[1,2]', '+y="3"'],
      ['+x=[1,2]', '+y=3'],
      ['+x="a, b"', '+y="3"'],
      ['+x="a, b"', '+y=3'],
      ['+x={"c":1}', '+y="3"'],
      ['+x={"c":1}', '+y=3'],
    ]);
  });

  it('gives different names to values that read alike', () => {
    const names = expandSweep(['rate=-1,1']).map(({ name }) => name);
    expect(names).toEqual([
      expect.stringMatching(/^rate-1-[a-z2-7]{6}$/),
      expect.stringMatching(/^rate-1-[a-z2-7]{6}$/),
    ]);
    expect(new Set(names).size).toBe(2);
  });

  it.each([
    ['the same value twice', ['seed=1,1'], "'seed=1,1' lists a value twice"],
    [
      'too many experiments',
      Array.from({ length: 10 }, (_, i) => `k${String(i)}=1,2`),
      'The sweep has 1024 experiments; at most 1000',
    ],
    ['what is no override', ['seed'], "'seed' has no value"],
  ])('rejects %s', (_, overrides, message) => {
    expect(() => expandSweep(overrides)).toThrow(message);
  });

  it('has as many experiments as the product of its lists, all with short, different names', () => {
    const key = fc.stringMatching(/^[a-z][a-z_]{0,12}$/);
    const values = fc.uniqueArray(fc.oneof(fc.integer(), fc.boolean(), fc.string()), {
      minLength: 1,
      maxLength: 4,
      selector: (value) => JSON.stringify(value),
    });
    fc.assert(
      fc.property(fc.dictionary(key, values, { maxKeys: 4 }), (lists) => {
        fc.pre(
          !Object.values(lists)
            .flat()
            .some((value) => typeof value === 'string' && value.includes('${')),
        );
        const overrides = Object.entries(lists).map(
          ([name, items]) => `${name}=${items.map((item) => JSON.stringify(item)).join(',')}`,
        );
        const runs = expandSweep(overrides);
        expect(runs).toHaveLength(Object.values(lists).reduce((product, { length }) => product * length, 1));
        expect(new Set(runs.map(({ name }) => name)).size).toBe(runs.length);
        for (const { name } of runs) expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
      }),
      { numRuns: 200 },
    );
  });
});
