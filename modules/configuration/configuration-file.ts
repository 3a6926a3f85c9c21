import { readYaml } from './read-yaml';
import { isMapping } from './value';
import type { Mapping, Value } from './value';

/** An option chosen of a group; null chooses none and makes the group known. */
export interface Selection {
  readonly group: string;
  readonly option: string | null;
}

/** One file: its own values, what it builds on and what it chooses. */
export interface ConfigurationFile {
  /** Options of the same group whose values this file's own ones replace. */
  readonly bases: readonly string[];
  /** Options of groups below this file's own. */
  readonly selections: readonly Selection[];
  readonly values: Mapping;
}

const EMPTY: ConfigurationFile = { bases: [], selections: [], values: {} };
const GROUP = /^[A-Za-z][A-Za-z0-9_-]*(?:\/[A-Za-z][A-Za-z0-9_-]*)*$/;
const LIST =
  'a list of options, `- option` to build on one of the same group and `- group: option` to choose one';

/** Reads a file of a configuration. What is unusable is left out after adding a problem. */
export function readConfigurationFile(path: string, text: string, problems: string[]): ConfigurationFile {
  const content = readYaml(text, path, problems) ?? {};
  if (!isMapping(content)) {
    problems.push(`${path} must be a mapping of keys to values.`);
    return EMPTY;
  }
  const { defaults = [], ...values } = content;
  if (!Array.isArray(defaults)) {
    problems.push(`${path}: 'defaults' must be ${LIST}.`);
    return { ...EMPTY, values };
  }
  const entries = (defaults as readonly Value[]).flatMap((item, index) =>
    entryOf(item, index, { path, problems }),
  );
  return {
    bases: entries.flatMap((entry) => (typeof entry === 'string' ? [entry] : [])),
    selections: entries.flatMap((entry) => (typeof entry === 'string' ? [] : [entry])),
    values,
  };
}

function entryOf(
  item: Value,
  index: number,
  { path, problems }: { readonly path: string; readonly problems: string[] },
): readonly (string | Selection)[] {
  if (item === '_self_') {
    if (index > 0) {
      problems.push(
        `${path}: '_self_' is entry ${index + 1} of 'defaults'. A file's own values always come before the groups that it chooses, so leave it out.`,
      );
    }
    return [];
  }
  if (typeof item === 'string' && GROUP.test(item)) return [item];
  const pairs = isMapping(item) ? Object.entries(item) : [];
  const [group, option] = pairs[0] ?? [];
  const chosen = typeof option === 'number' ? String(option) : option;
  if (pairs.length === 1 && group !== undefined && (chosen === null || typeof chosen === 'string')) {
    return [{ group, option: chosen }];
  }
  problems.push(`${path}: entry ${index + 1} of 'defaults' is not understood. It must be ${LIST}.`);
  return [];
}
