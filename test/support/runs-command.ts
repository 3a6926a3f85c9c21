import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from '../../scripts/docs/commands';

/**
 * Returns the words of a command that a file lacks; empty if it runs the command. A shell script contains the command itself. A
 * program or test contains its words as strings, in itself or in its imports: the first words, as many as `key` names and at
 * least one, and every option. It may run an npm script by the file behind it. Values and comments do not count.
 */
export function wordsMissing(file: string, command: string, key: string): readonly string[] {
  if (!file.endsWith('.ts')) {
    return readFileSync(join(ROOT, file), 'utf8').includes(command) ? [] : [command];
  }
  const named = namedIn(file);
  const text = plain(command);
  const script = /^npm run (\S+)/.exec(text)?.[1];
  const options = text.split(/\s+/).filter((word) => /^--?[a-z]/.test(word));
  const has = (word: string): boolean =>
    named.has(word) ||
    (word.includes('=') && [...named].some((one) => one.startsWith(word.replace(/=.*/, '='))));
  if (script !== undefined) {
    const behind = npmScript(script)?.match(/scripts\/[\w/-]+\.ts/)?.[0];
    const started = named.has(script) || (behind !== undefined && named.has(behind));
    return [...(started ? [] : [script]), ...options.filter((option) => !has(option))];
  }
  const [program = '', ...rest] = text.split(/\s+/);
  // How npm records a package is no part of what a test tries.
  const wanted = program === 'npm' ? [] : options;
  const count = Math.max(
    1,
    plain(key)
      .split(/\s+/)
      .filter((word) => /^[a-z]+$/.test(word)).length - 1,
  );
  const leading = rest.filter((word) => /^[a-z]+$/.test(word)).slice(0, count);
  return [...leading, ...wanted].filter((word) => !has(word));
}

/** Returns a command without `npx`, an installation before it, and the shell's evaluation of its output. */
const plain = (command: string): string =>
  command
    .replace(/^npm ci && /, '')
    .replace(/^eval "\$\((.*)\)"$/, '$1')
    .replace(/^npx /, '')
    .trim();

function npmScript(name: string): string | undefined {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return scripts[name];
}

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

/** Returns the strings of a file and of the files of `test` and `scripts` that it imports, and the names of all of these files. */
function namedIn(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const imported = relative(ROOT, `${join(ROOT, dirname(file), node.moduleSpecifier.text)}.ts`);
      if (/^(?:test|scripts)\//.test(imported) && existsSync(join(ROOT, imported))) namedIn(imported, seen);
    } else if (isText(node)) seen.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return seen;
}
