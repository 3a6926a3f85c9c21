import { canonicalJson } from '../../kernel';
import type { Json } from '../../kernel';
import type { Attribute, Attributes } from './attribute';
import { canonical } from './fingerprint';
import { experimentModel } from './model';
import type { ExperimentSpec } from './spec';

/** What the edit of one value does by itself (docs/adr/0017-verdicts.md). */
export interface Change {
  /** In the model: `resource_limits.max_number_of_training_jobs`; an element of a list by its name or position. */
  readonly path: string;
  readonly effect: 'metadata only' | 'extend' | 'launch';
}

type Values = Readonly<Record<string, Json | undefined>>;

/** Returns every value that differs between two searches; empty exactly if they are written the same. */
export const classifyChange = (previous: ExperimentSpec, next: ExperimentSpec): readonly Change[] =>
  changesIn(experimentModel, {
    before: canonical(experimentModel, previous),
    after: canonical(experimentModel, next),
    path: '',
  });

interface Pair<T> {
  readonly before: T;
  readonly after: T;
  readonly path: string;
}

function changesIn(attributes: Attributes, { before, after, path }: Pair<Values>): readonly Change[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    changesAt(attribute, {
      before: before[name],
      after: after[name],
      path: path === '' ? name : `${path}.${name}`,
    }),
  );
}

function changesAt(attribute: Attribute, pair: Pair<Json | undefined>): readonly Change[] {
  const { before, after, path } = pair;
  if (isSame(before, after)) return [];
  const { kind, attributes = {} } = attribute;
  if (kind === 'object') {
    return changesIn(attributes, { before: valuesOf(before), after: valuesOf(after), path });
  }
  if (kind !== 'list') return [{ path, effect: effectOf(attribute, pair) }];
  const old = elementsOf(attribute, before);
  const now = elementsOf(attribute, after);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    changesIn(attributes, {
      before: old.get(key) ?? {},
      after: now.get(key) ?? {},
      path: `${path}.${key}`,
    }),
  );
}

const isSame = (before: Json | undefined, after: Json | undefined): boolean =>
  before === undefined || after === undefined
    ? before === after
    : canonicalJson(before) === canonicalJson(after);

const valuesOf = (value: Json | undefined): Values => (value ?? {}) as Values;

/** By name; by position where order matters or names are not unique. */
function elementsOf(
  { attributes = {}, ordered }: Attribute,
  list: Json | undefined,
): ReadonlyMap<string, Values> {
  const items = (list ?? []) as readonly Values[];
  const [key = ''] = Object.keys(attributes);
  const names = items.map(({ [key]: name }) => (typeof name === 'string' ? name : ''));
  const isNamed = ordered !== true && new Set(names).size === items.length;
  return new Map(items.map((item, index) => [(isNamed ? names[index] : undefined) ?? String(index), item]));
}

function effectOf({ edit }: Attribute, { before, after }: Pair<Json | undefined>): Change['effect'] {
  if (edit === 'metadata only') return edit;
  return edit !== undefined && grows(edit, before, after) ? 'extend' : 'launch';
}

/** A value that was absent or is taken away has not grown. */
function grows(
  direction: Exclude<NonNullable<Attribute['edit']>, 'metadata only'>,
  before: Json | undefined,
  after: Json | undefined,
): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    return direction === 'extend if added' && before.every((value) => after.includes(value));
  }
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  return direction === 'extend if raised'
    ? after > before
    : direction === 'extend if lowered' && after < before;
}
