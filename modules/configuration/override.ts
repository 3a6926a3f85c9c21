import { readYaml, REFERENCE } from './read-yaml';
import type { Value } from './value';

/** `key=value` changes, `+key=value` adds, `~key` deletes. */
export interface Override {
  readonly text: string;
  readonly action: 'set' | 'add' | 'delete';
  /** `model.max_leaf_nodes`, or the name of a group: `model`, `model/link`. */
  readonly key: string;
  /** One value; several of a sweep, `key=1,2`; none of a deletion. */
  readonly values: readonly Value[];
}

const GRAMMAR = /^(?<sign>[+~]?)(?<key>[^=+~\s]+)(?:=(?<value>[^]*))?$/;
const KEY = /^[A-Za-z][A-Za-z0-9_-]*(?:[./][A-Za-z][A-Za-z0-9_-]*)*$/;

/** Returns an override; undefined after adding a problem. */
export function readOverride(text: string, problems: string[]): Override | undefined {
  const { sign = '', key = '', value } = GRAMMAR.exec(text)?.groups ?? {};
  if (!KEY.test(key)) {
    problems.push(
      `'${text}' is not an override. Write key=value to change a value, +key=value to add one, ~key to delete one, or group=option to choose an option.`,
    );
    return undefined;
  }
  if (sign === '~') {
    if (value === undefined) return { text, action: 'delete', key, values: [] };
    problems.push(
      `'${text}' deletes and gives a value. Write '~${key}' to delete, '${key}=${value}' to change.`,
    );
    return undefined;
  }
  const values = valuesOf(value?.trim() ?? '', text, problems);
  return values && { text, action: sign === '+' ? 'add' : 'set', key, values };
}

/** A list of YAML in its flow form has the commas, quotes and brackets of an override, so no parser of our own is needed. */
function valuesOf(value: string, text: string, problems: string[]): readonly Value[] | undefined {
  if (value === '') {
    problems.push(
      `'${text}' has no value. Write ${text.split('=')[0] ?? ''}='' for an empty text, or =null for none.`,
    );
    return undefined;
  }
  if (value.includes('${')) {
    problems.push(`'${text}' ${REFERENCE}`);
    return undefined;
  }
  const items = readYaml(`[${value}]`, `'${text}'`, problems);
  return Array.isArray(items) ? (items as readonly Value[]) : undefined;
}

/** Returns the text of an override with this one value, which reads back as it. */
export function overrideWith({ action, key }: Override, value: Value): string {
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  const read = readYaml(`[${plain}]`, '', []);
  const same = Array.isArray(read) && read.length === 1 && read[0] === value && plain.trim() === plain;
  return `${action === 'add' ? '+' : ''}${key}=${same ? plain : JSON.stringify(value)}`;
}
