import { canonicalJson, sha256Hex } from '../kernel';
import { composeGroups, groupsOf } from './compose-groups';
import type { Files } from './compose-groups';
import { rejectProblems } from './invalid';
import { LayeredValues } from './layered-values';
import type { Setting } from './origin';
import { readOverride } from './override';
import type { Override } from './override';
import { readYaml } from './read-yaml';
import { sensitiveValues } from './sensitive-values';
import { isMapping } from './value';
import type { Mapping } from './value';

export interface ConfigurationSources {
  readonly files: Files;
  /** A file of changes, such as that of one environment. @default - none */
  readonly file?: { readonly source: string; readonly text: string };
  /** `key=value`, `+key=value`, `~key`, `group=option`, in any order. @default - none */
  readonly overrides?: readonly string[];
}

/** A configuration in which every value is decided. */
export interface ResolvedConfiguration {
  readonly values: Mapping;
  /** Every value by its dotted name, with the layer and file that set it and what it replaced. */
  readonly provenance: Readonly<Record<string, Setting>>;
  /** SHA-256 of the values in canonical JSON; equal values have equal hashes, wherever they come from. */
  readonly hash: string;
}

/** A value that must be set by a later layer, as Hydra writes it. */
const MISSING = '???';

/**
 * Merges all layers but the tuned one, which the container merges: defaults, then groups, then the file, then overrides. Throws
 * INVALID_CONFIGURATION with every problem found.
 */
export function composeConfiguration(sources: ConfigurationSources): ResolvedConfiguration {
  const problems: string[] = [];
  const overrides = (sources.overrides ?? []).flatMap((text) => readOverride(text, problems) ?? []);
  problems.push(...overrides.flatMap(sweeping), ...overlapping(overrides));
  rejectProblems(problems);
  const groups = groupsOf(sources.files);
  const isChoice = ({ key }: Override): boolean => key.includes('/') || groups.has(key);
  const merged = new LayeredValues(problems);
  for (const { path, values, origin } of composeGroups(sources.files, overrides.filter(isChoice), problems)) {
    merged.define(path, values, origin);
  }
  // Files that could not be read would make every key of theirs unknown.
  rejectProblems(problems);
  if (sources.file !== undefined) changeByFile(merged, sources.file, problems);
  for (const override of overrides) if (!isChoice(override)) apply(merged, override);
  const settings = merged.settings();
  problems.push(...undecided(settings), ...sensitiveValues(settings));
  rejectProblems(problems);
  const values = merged.values();
  return { values, provenance: Object.fromEntries(settings), hash: sha256Hex(canonicalJson(values)) };
}

function changeByFile(
  merged: LayeredValues,
  { source, text }: { readonly source: string; readonly text: string },
  problems: string[],
): void {
  const content = readYaml(text, source, problems);
  if (content === undefined || content === null) return;
  if (!isMapping(content)) problems.push(`${source} must be a mapping of keys to values.`);
  else if (content['defaults'] !== undefined) {
    problems.push(
      `${source} has 'defaults'. A file of changes chooses no groups; use overrides, such as model=poisson.`,
    );
  } else merged.override([], content, { layer: 'file', source });
}

function apply(merged: LayeredValues, { text, action, key, values }: Override): void {
  const origin = { layer: 'static', source: text } as const;
  const path = key.split('.');
  if (action === 'delete') merged.delete(path, origin);
  else if (action === 'add') merged.add(path, values[0] ?? null, origin);
  else merged.override(path, values[0] ?? null, origin);
}

const sweeping = ({ text, values }: Override): readonly string[] =>
  values.length > 1
    ? [
        `'${text}' gives ${values.length} values, which is a sweep. Expand it first, or quote a text with commas.`,
      ]
    : [];

/** Two overrides of the same value would make their order matter. */
function overlapping(overrides: readonly Override[]): readonly string[] {
  return overrides.flatMap((later, index) =>
    overrides
      .slice(0, index)
      .filter(
        ({ key }) => key === later.key || key.startsWith(`${later.key}.`) || later.key.startsWith(`${key}.`),
      )
      .map((earlier) => `'${earlier.text}' and '${later.text}' are about the same key. Keep one of them.`),
  );
}

function undecided(settings: ReadonlyMap<string, Setting>): readonly string[] {
  return [...settings].flatMap(([key, { value, source }]) =>
    value === MISSING
      ? [
          `'${key}' has no value: ${source} leaves it to you. Give one: an option of a group, a file, or '${key}=…'.`,
        ]
      : [],
  );
}
