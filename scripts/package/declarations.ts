import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { ROOT } from './packages';

/** Declarations by path, from the package's folder of declarations. */
export type Declarations = ReadonlyMap<string, string>;

/**
 * Returns the declarations of `entry` and of every source that they mention: what a consumer's compiler reads, and no more.
 *
 * @throws If the compiler cannot write them
 */
export function declarationsOf(entry: string): Declarations {
  const modules = join(ROOT, 'modules');
  const written = new Map<string, string>();
  const program = ts.createProgram([entry], {
    ...compilerOptions(),
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    incremental: false,
    rootDir: modules,
    outDir: modules,
  });
  const { diagnostics } = program.emit(undefined, (file, text) => written.set(relative(modules, file), text));
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, HOST));
  return reachable(relative(modules, entry).replace(/\.ts$/, '.d.ts'), written);
}

const HOST: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => ROOT,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const { tsBuildInfoFile: _, ...rest } = options;
  return rest;
}

/** Declarations import by relative path only what their text needs, far less than the sources do. */
function reachable(entry: string, all: Declarations): Declarations {
  const found = new Map<string, string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = all.get(path);
    if (text === undefined) throw new Error(`${entry} mentions ${path}, which has no declarations.`);
    found.set(path, text);
    for (const specifier of specifiers(text)) {
      const next = fileOf(resolve('/', dirname(path), specifier).slice(1), all);
      if (!found.has(next)) waiting.push(next);
    }
  }
  return found;
}

const specifiers = (text: string): string[] =>
  Array.from(text.matchAll(/(?:\bfrom |\bimport\(|^import )(['"])(\.[^'"]+)\1/gm), ([, , path = '']) => path);

const fileOf = (path: string, all: Declarations): string =>
  all.has(`${path}.d.ts`) ? `${path}.d.ts` : `${path}/index.d.ts`;
