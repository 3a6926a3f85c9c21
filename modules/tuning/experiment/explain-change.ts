import { describeRange } from '../describe-search-space';
import { looksSecret } from '../looks-secret';
import { rangesOf } from '../parameter-range';
import type { ParameterRange } from '../parameter-range';
import type { Attribute, Attributes } from './attribute';
import { canonical } from './fingerprint';
import { experimentModel, parameterRanges } from './model';
import { complete } from './complete';
import type { ParameterRanges } from './spec';

/** How many changes to list; the rest are counted. */
const MAX_CHANGES_NAMED = 6;
const MAX_VALUE_LENGTH = 80;

/** One value under its practitioner-facing name. `path` distinguishes values with the same name. */
interface Leaf {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/**
 * Returns why a new tuning job is needed: every changed leaf, under its Terraform name, old → new. `learning_rate
 * 0.01–0.3 (log) → 0.01–0.5 (log), resource_limits.max_number_of_training_jobs 20 → 40`. Values that look like secrets
 * are hidden. If nothing changed that the paid job depends on, it says so.
 */
export function explainChange(previous: object, next: object, model: Attributes = experimentModel): string {
  const before = byPath(previous, model);
  const after = byPath(next, model);
  const changes = [...new Map([...before, ...after]).values()].flatMap(({ path, name }) => {
    const old = before.get(path)?.text;
    const now = after.get(path)?.text;
    return old === now ? [] : [describeChange(name, old, now)];
  });
  if (changes.length === 0) return 'nothing the tuning job depends on changed';
  const rest = changes.length - MAX_CHANGES_NAMED;
  const named = changes.slice(0, MAX_CHANGES_NAMED).join(', ');
  return rest > 0 ? `${named} and ${String(rest)} more` : named;
}

/** Ranges come first, because reviewers look for them. */
function byPath(spec: object, model: Attributes): ReadonlyMap<string, Leaf> {
  const leaves = leavesOf(model, canonical(model, spec), { path: '', name: '' });
  const isRange = ({ path }: Leaf): boolean => path.includes('parameter_ranges.');
  const ranges = leaves.filter(isRange);
  const others = leaves.filter((leaf) => !isRange(leaf));
  return new Map([...ranges, ...others].map((leaf) => [leaf.path, leaf]));
}

type Values = Readonly<Record<string, unknown>>;
type At = Pick<Leaf, 'path' | 'name'>;

/** All values as text, in the order of the model. */
export function leavesOf(attributes: Attributes, values: object, at: At): readonly Leaf[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const value = (values as Values)[name];
    if (value === undefined) return [];
    const path = at.path === '' ? name : `${at.path}.${name}`;
    return leavesAt(attribute, value, { path, name: at.name === '' ? name : `${at.name}.${name}` });
  });
}

function leavesAt({ kind, attributes = {}, ordered }: Attribute, value: unknown, at: At): readonly Leaf[] {
  if (attributes === parameterRanges) return rangeLeaves(value as object, at);
  if (kind === 'object') return leavesOf(attributes, value as object, at);
  if (kind === 'texts') return [{ ...at, text: `{${(value as string[]).join(', ')}}` }];
  if (kind === 'map') {
    const keys = Object.keys(value as Values).sort();
    return keys.map((key) => ({
      path: `${at.path}.${key}`,
      name: `${at.name}.${key}`,
      text: String((value as Values)[key]),
    }));
  }
  if (kind !== 'list') return [{ ...at, text: String(value) }];
  const [key = ''] = Object.keys(attributes);
  const shared = sharedNames(attributes);
  return (value as Values[]).flatMap((item, index) => {
    // Where order matters, the position identifies an element.
    const mark = ordered === true ? `[${String(index)}]` : `.${String(item[key])}`;
    const element = `${at.name}${mark}`;
    return leavesOf(attributes, item, { path: `${at.path}${mark}`, name: '' }).map(({ path, name, text }) => {
      const own = name.slice(name.lastIndexOf('.') + 1);
      // Its own name says enough, `input_data_config.train.s3_uri`, unless another of the element has it as well.
      return { path, name: `${element}.${shared.has(own) ? name : own}`, text };
    });
  });
}

/** The names that several attributes of one element have, at whatever depth. */
function sharedNames(attributes: Attributes): ReadonlySet<string> {
  const namesIn = (inside: Attributes): string[] =>
    Object.entries(inside).flatMap(([name, { attributes: inner }]) =>
      inner === undefined ? [name] : namesIn(inner),
    );
  const names = namesIn(attributes);
  return new Set(names.filter((name, index) => names.indexOf(name) < index));
}

/** Ranges under their names, as in a plan, but with all values of a long list and with the kind. */
function rangeLeaves(ranges: object, { path }: At): readonly Leaf[] {
  const all = rangesOf(complete(parameterRanges, ranges) as ParameterRanges);
  const auto = (ranges as Partial<ParameterRanges>).auto_parameters ?? [];
  return [
    ...all.map((range) => ({ path: `${path}.${range.name}`, name: range.name, text: exactly(range) })),
    ...auto.map(({ name, value_hint: hint }) => ({
      path: `${path}.${name}`,
      name,
      text: `chosen by Autotune near ${hint}`,
    })),
  ];
}

function exactly(range: ParameterRange): string {
  if (range.kind === 'categorical') return `{${range.values.join(', ')}}`;
  return range.kind === 'integer' ? `${describeRange(range)} integer` : describeRange(range);
}

function describeChange(name: string, old: string | undefined, now: string | undefined): string {
  const hidden = looksSecret(name.slice(name.lastIndexOf('.') + 1), `${old ?? ''} ${now ?? ''}`);
  const show = (value: string): string => (hidden ? '(hidden)' : shorten(value));
  if (old === undefined) return `${name} ${show(now ?? '')} added`;
  if (now === undefined) return `${name} ${show(old)} removed`;
  return hidden ? `${name} changed` : `${name} ${show(old)} → ${show(now)}`;
}

function shorten(value: string): string {
  return value.length <= MAX_VALUE_LENGTH ? value : `${value.slice(0, MAX_VALUE_LENGTH - 1)}…`;
}
