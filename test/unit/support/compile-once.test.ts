import { compileFunction } from 'node:vm';
import { compilingOnce } from '../../support/compile-once';

/** Compiles sources one after the other; tells what each gave and whether kept code was taken for it. */
function compileAll(sources: readonly string[], filename?: string) {
  const taken: boolean[] = [];
  const compile = compilingOnce((source, parameters, options) => {
    const compiled = compileFunction(source, parameters, options);
    taken.push(options?.cachedData !== undefined && compiled.cachedDataRejected === false);
    return compiled;
  });
  const given = sources.map((source) => {
    const run = compile(source, ['by'], filename === undefined ? {} : { filename }) as (by: number) => number;
    return run(7);
  });
  return { given, taken };
}

describe('compiling a module once', () => {
  it('takes the code of the first time from the second time on', () => {
    const twice = compileAll(['return 6 * by;', 'return 6 * by;', 'return 6 * by;'], '/modules/six.ts');
    expect(twice).toEqual({ given: [42, 42, 42], taken: [false, true, true] });
  });

  it('compiles anew what has another source', () => {
    const changed = compileAll(['return 6 * by;', 'return 5 * by;'], '/modules/changed.ts');
    expect(changed).toEqual({ given: [42, 35], taken: [false, false] });
  });

  it.each([['/modules/six.test.ts'], [undefined]])('keeps no code of %s', (filename) => {
    expect(compileAll(['return 6 * by;', 'return 6 * by;'], filename).taken).toEqual([false, false]);
  });
});
