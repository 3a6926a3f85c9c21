import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');

const sources = readdirSync(join(ROOT, 'modules'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(join(ROOT, 'modules', file), 'utf8');
    return ts.createSourceFile(`modules/${file}`, text, ts.ScriptTarget.Latest, true);
  });

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => {
    walk(child, visit);
  });
}

const textOf = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && (ts.isIdentifier(node) || ts.isStringLiteral(node)) ? node.text : undefined;

/** Where functions take a parameter named `summary`: file, or `*` when exported or a method, and name, to its index. */
function takers(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const source of sources) {
    walk(source, (node) => {
      if (!ts.isFunctionLike(node)) return;
      const index = node.parameters.findIndex(({ name }) => textOf(name) === 'summary');
      const named = ts.isVariableDeclaration(node.parent) ? node.parent.name : node.name;
      const name = textOf(named);
      if (index < 0 || name === undefined) return;
      const shared = ts.isMethodDeclaration(node) || node.getText().startsWith('export ');
      found.set(`${shared ? '*' : source.fileName} ${name}`, index);
    });
  }
  return found;
}

/** `f` of `f()` and of `a.f()`, both of `(a ? f : g)()`. */
function calledNames(called: ts.Expression): readonly string[] {
  if (ts.isIdentifier(called)) return [called.text];
  if (ts.isPropertyAccessExpression(called)) return [called.name.text];
  if (ts.isParenthesizedExpression(called)) return calledNames(called.expression);
  return ts.isConditionalExpression(called) ? [called.whenTrue, called.whenFalse].flatMap(calledNames) : [];
}

/** The string literals that an expression may turn into; nothing for a variable. */
function literals(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((one) => literals(one));
  if (ts.isPropertyAssignment(node)) return literals(node.initializer);
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? literals(node.expression) : [];
}

/** Whether a summary is that of a provider function, which is a sentence of the reference. */
function isOfFunction({ parent }: ts.PropertyAssignment): boolean {
  const around = parent.parent;
  return ts.isCallExpression(around) && calledNames(around.expression).includes('defineFunction');
}

/** Returns the summary of every diagnostic that a module writes, with the file that does. */
export function writtenSummaries(): readonly { readonly file: string; readonly summary: string }[] {
  const taking = takers();
  return sources.flatMap((source) => {
    const found: string[] = [];
    walk(source, (node) => {
      if (ts.isPropertyAssignment(node) && textOf(node.name) === 'summary' && !isOfFunction(node)) {
        found.push(...literals(node));
      }
      if (
        ts.isVariableDeclaration(node) &&
        (textOf(node.name) ?? '').includes('SUMMAR') &&
        node.initializer
      ) {
        found.push(...literals(node.initializer));
      }
      if (!ts.isCallExpression(node)) return;
      const index = calledNames(node.expression)
        .map((name) => taking.get(`${source.fileName} ${name}`) ?? taking.get(`* ${name}`))
        .find((found) => found !== undefined);
      const given = index === undefined ? undefined : node.arguments[index];
      if (given !== undefined) found.push(...literals(given));
    });
    return found.map((summary) => ({ file: source.fileName, summary }));
  });
}

/** A template with `…` for what it fills in, the name of the function that makes a title, or a literal; nothing for a variable. */
function titles(node: ts.Expression): readonly string[] {
  if (ts.isConditionalExpression(node)) return [...titles(node.whenTrue), ...titles(node.whenFalse)];
  if (ts.isTemplateExpression(node)) {
    return [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')];
  }
  if (!ts.isCallExpression(node)) return literals(node);
  const { expression } = node;
  // What is done to a title, as in `title.replace(…)`, leaves it one.
  if (ts.isPropertyAccessExpression(expression)) return titles(expression.expression);
  return calledNames(expression).map((name) => `${name}()`);
}

/** Returns the summary of every warning that a module writes, by the call that makes it a warning. */
export function writtenWarnings(): readonly string[] {
  const takers: Readonly<Record<string, number>> = { warningAt: 1, warning: 1 };
  const found = new Set<string>();
  for (const source of sources) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const names = calledNames(node.expression);
      const index = names.map((name) => takers[name]).find((one) => one !== undefined);
      const given = index === undefined ? undefined : node.arguments[index];
      for (const title of given === undefined ? [] : titles(given)) found.add(title);
    });
  }
  return [...found].sort();
}
