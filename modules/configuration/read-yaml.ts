import { parseDocument } from 'yaml';
import type { Value } from './value';

/** What a key may be called: its dotted name is a hyperparameter's name and part of `key=value`. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
/** Aliases may refer to aliases; more than this is an attack, not a configuration. */
const MOST_ALIASES = 100;

/** Of a text with `${`: Hydra's references, and Terraform's. */
export const REFERENCE =
  "has '${': there are no references between values, and what only an apply knows is no configuration. Write the value itself.";

/** Returns the value of a YAML 1.2 text; undefined after adding problems, which begin with `source`. */
export function readYaml(text: string, source: string, problems: string[]): Value | undefined {
  const document = parseDocument(text, { version: '1.2', schema: 'core', strict: true, logLevel: 'error' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const sentences = faults.map(({ message }) => message.split('\n', 1)[0]?.replace(/:$/, '') ?? '');
    problems.push(`${source} is not valid YAML: ${sentences.join('; ')}.`);
    return undefined;
  }
  let content: unknown;
  try {
    content = document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES });
  } catch (error) {
    problems.push(`${source} is not usable YAML: ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
  const before = problems.length;
  const value = checked(content, [], { source, problems });
  return problems.length > before ? undefined : value;
}

interface Reading {
  readonly source: string;
  readonly problems: string[];
}

function checked(content: unknown, path: readonly string[], reading: Reading): Value {
  const where = path.length === 0 ? reading.source : `${reading.source}: '${path.join('.')}'`;
  const reject = (sentence: string): null => {
    reading.problems.push(`${where} ${sentence}`);
    return null;
  };
  if (content === null || content === undefined || typeof content === 'boolean') return content ?? null;
  if (typeof content === 'string') {
    return content.includes('${') ? reject(REFERENCE) : content;
  }
  if (typeof content === 'number') {
    if (!Number.isFinite(content)) return reject(`is ${content}. Write a finite number.`);
    if (Number.isInteger(content) && !Number.isSafeInteger(content)) {
      return reject(
        `is a whole number beyond ±9007199254740991, whose last digits would be lost. Quote it to have text.`,
      );
    }
    return content === 0 ? 0 : content;
  }
  if (Array.isArray(content)) {
    return (content as readonly unknown[]).map((item) => checked(item, path, reading));
  }
  if (content instanceof Map) {
    const entries = [...(content as Map<unknown, unknown>)].map(([name, item]): [string, Value] => {
      if (typeof name !== 'string' || !NAME.test(name)) {
        return ['', reject(keyProblem(name))];
      }
      return [name, checked(item, [...path, name], reading)];
    });
    return Object.fromEntries(entries);
  }
  return reject(`is of a type that JSON does not have. Quote it to have text.`);
}

function keyProblem(name: unknown): string {
  const nested =
    typeof name === 'string' && name.includes('.')
      ? ' Nest the key instead of writing a dotted name: a file has one place for each value.'
      : '';
  return `has the key '${String(name)}'. A key starts with a letter, then letters, digits, '_' and '-'.${nested}`;
}
