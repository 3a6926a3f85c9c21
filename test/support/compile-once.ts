import type { compileFunction } from 'node:vm';

type Compile = typeof compileFunction;

const TEST_FILE = '.test.ts';

/**
 * Returns a `vm.compileFunction` that compiles a module once instead of once per test file. Every test file evaluates its
 * modules anew, as it must, but the AWS SDK's alone are megabytes whose text need not be read again. A test file is compiled
 * once anyway, so its code isn't kept.
 */
export function compilingOnce(compile: Compile): Compile {
  const kept = new Map<string, { readonly source: string; readonly code: Buffer }>();
  return (source, parameters, options = {}) => {
    const { filename } = options;
    if (filename === undefined || filename.endsWith(TEST_FILE)) return compile(source, parameters, options);
    const earlier = kept.get(filename);
    if (earlier?.source === source) {
      return compile(source, parameters, { ...options, cachedData: earlier.code });
    }
    const compiled = compile(source, parameters, { ...options, produceCachedData: true });
    if (compiled.cachedData !== undefined) kept.set(filename, { source, code: compiled.cachedData });
    return compiled;
  };
}
