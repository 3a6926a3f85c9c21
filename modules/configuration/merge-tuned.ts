import { nearest } from '../kernel';
import { rejectProblems } from './invalid';
import { isMapping, kindOf, named, shown } from './value';
import type { Mapping, Value } from './value';

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * Merges hyperparameters, which travel as text, over resolved values: the last layer. A dotted name is the place of a value, and
 * the value there decides how the text is read. Names that the service and its SDK add are left out. This is what
 * `configuration.py` does in a container, and a test holds both to the same results. Throws INVALID_CONFIGURATION.
 */
export function mergeTuned(values: Mapping, hyperparameters: Readonly<Record<string, string>>): Mapping {
  const problems: string[] = [];
  let merged = values;
  for (const [name, text] of Object.entries(hyperparameters)) {
    if (name.startsWith('_') || name.startsWith('sagemaker_')) continue;
    const problem = tunedProblem(values, name, text);
    if (problem === undefined) {
      merged = replaced(merged, name.split('.'), readTuned(valueAt(values, name) ?? null, text) ?? null);
    } else problems.push(problem);
  }
  rejectProblems(problems);
  return merged;
}

/** Returns why a hyperparameter cannot be merged; undefined if it can. */
export function tunedProblem(values: Mapping, name: string, text: string): string | undefined {
  const present = valueAt(values, name);
  if (present === undefined) {
    const [near] = nearest(name, dottedNames(values));
    const meant = near === undefined ? '' : ` Did you mean '${near}'?`;
    return `Hyperparameter '${name}' is no key of the configuration.${meant} Keys are: ${dottedNames(values).join(', ')}.`;
  }
  if (isMapping(present)) {
    return `Hyperparameter '${name}' is a mapping in the configuration. Search one of the values in it.`;
  }
  if (readTuned(present, text) !== undefined) return undefined;
  return `Hyperparameter '${name}' is '${text}', and the configuration has ${named(kindOf(present))} there, ${shown(present)}. Give ${ALLOWED[kindOf(present)]}.`;
}

const ALLOWED = {
  null: 'a number, true, false, null or a word',
  boolean: 'true or false',
  number: 'a finite number',
  string: 'text',
  list: 'a list in JSON',
  mapping: 'nothing',
} as const;

/** Reads the text as the kind of value that is present; undefined if it is none of that kind. */
function readTuned(present: Value, text: string): Value | undefined {
  const plain = text.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  switch (kindOf(present)) {
    case 'number':
      return numberIn(plain);
    case 'boolean':
      return plain === 'true' || plain === 'false' ? plain === 'true' : undefined;
    case 'string':
      return unquoted(text);
    case 'list':
      return listIn(plain);
    case 'null':
      if (plain === 'null') return null;
      return plain === 'true' || plain === 'false' ? plain === 'true' : (numberIn(plain) ?? unquoted(text));
    case 'mapping':
      return undefined;
  }
}

const numberIn = (text: string): number | undefined =>
  NUMBER.test(text) ? exactNumber(Number(text)) : undefined;

/** Undefined for a number that JSON, or another language, does not have or would round. */
function exactNumber(value: number): number | undefined {
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return exact ? value + 0 : undefined;
}

/** SageMaker's Python SDK sends text in JSON, so with quotes. */
const unquoted = (text: string): string => (/^".*"$/s.test(text) ? text.slice(1, -1) : text);

function listIn(text: string): readonly Value[] | undefined {
  try {
    const value: unknown = JSON.parse(text, (_, item: unknown) => {
      if (typeof item !== 'number') return item;
      const exact = exactNumber(item);
      if (exact === undefined) throw new RangeError('A number of the list is not exact.');
      return exact;
    });
    return Array.isArray(value) ? (value as readonly Value[]) : undefined;
  } catch {
    return undefined;
  }
}

function valueAt(values: Mapping, name: string): Value | undefined {
  let at: Value | undefined = values;
  for (const step of name.split('.')) {
    at = at !== undefined && isMapping(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

function replaced(values: Mapping, [name = '', ...below]: readonly string[], value: Value): Mapping {
  const present = values[name];
  if (below.length === 0 || present === undefined || !isMapping(present)) return { ...values, [name]: value };
  return { ...values, [name]: replaced(present, below, value) };
}

function dottedNames(values: Mapping, above = ''): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    isMapping(value) ? dottedNames(value, `${above}${name}.`) : [`${above}${name}`],
  );
}
