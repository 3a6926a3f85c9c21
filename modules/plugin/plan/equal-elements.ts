import { errorAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { distinct } from '../cty/distinct';
import { equalValues } from '../cty/equal';
import { isUnknown, unknown } from '../schema/values/unknown';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import type { Body, BodySchema, NestedSchema } from './body';
import { agrees, withDefaults } from './match-elements';
import { membersOf, someMember } from './members';
import type { Member } from './members';

interface Moments {
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
}

/** What may be done about equal elements here, and where it is said that nothing can be. */
interface Place {
  readonly path: AttributePath;
  /** Blocks, and whatever lies in an element of a set, are compared with the configuration alone, never with the prior object. */
  readonly fixed: boolean;
  readonly report: (diagnostic: Diagnostic) => void;
}

/**
 * Elements of a set that defaults make equal are one element to Terraform, which then finds fewer than the
 * configuration has and calls the plan invalid. So until they are applied all but one keep their defaults open; afterwards
 * the plan is the prior set, which Terraform accepts. Where it would not, we reject the configuration in our own words.
 */
export function keepElementsApart(
  schema: BodySchema,
  moments: { readonly config: Body; readonly prior: Body | null; readonly planned: Body },
): { readonly planned: Body; readonly diagnostics: readonly Diagnostic[] } {
  if (!someMember(schema, ({ nested }) => nested?.nesting === 'set')) {
    return { planned: moments.planned, diagnostics: [] };
  }
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const planned = inBody(schema, moments, { path: [], fixed: false, report });
  return { planned, diagnostics };
}

function inBody(schema: BodySchema, moments: Moments, place: Place): Body {
  const planned = moments.planned as Body;
  let copy: Record<string, unknown> | undefined;
  for (const { name, attribute, nested, type } of membersOf(schema)) {
    if (nested === undefined) continue;
    const here = { ...place, path: [...place.path, name], fixed: place.fixed || attribute === undefined };
    const value = inNested(nested, type, at(moments, name), here);
    if (value !== planned[name]) (copy ??= { ...planned })[name] = value;
  }
  return copy ?? planned;
}

function inNested(schema: NestedSchema, type: ValueType, moments: Moments, place: Place): unknown {
  const { planned } = moments;
  if (planned === null || planned === undefined || isUnknown(planned)) return planned;
  const inside = (element: Moments, step: AttributePath, fixed = place.fixed): unknown =>
    element.planned === null || isUnknown(element.planned)
      ? element.planned
      : inBody(schema, element, { ...place, path: [...place.path, ...step], fixed });
  switch (schema.nesting) {
    case 'single':
      return inside(moments, []);
    case 'list': {
      const out = (planned as readonly unknown[]).map((_, index) => inside(at(moments, index), [index]));
      return out.every((element, index) => element === (planned as unknown[])[index]) ? planned : out;
    }
    case 'map': {
      const keys = Object.keys(planned);
      const out = Object.fromEntries(keys.map((key) => [key, inside(at(moments, key), [key])]));
      return keys.every((key) => out[key] === (planned as Body)[key]) ? planned : out;
    }
    default: {
      const elements = planned as readonly unknown[];
      const configured = Array.isArray(moments.config) ? (moments.config as readonly unknown[]) : [];
      for (const element of elements) {
        const source = configured.find((candidate) => becomes(schema, candidate, element)) ?? null;
        inside({ config: source, prior: null, planned: element }, [], true);
      }
      return inSet(schema, type, moments, place);
    }
  }
}

function inSet(schema: NestedSchema, type: ValueType, moments: Moments, place: Place): unknown {
  const elements = moments.planned as readonly unknown[];
  const same = (one: unknown, other: unknown): boolean => equalValues(type, [one], [other]);
  const firstLike = (element: unknown): number => elements.findIndex((other) => same(other, element));
  const isCopy = elements.map((element, index) => {
    const first = firstLike(element);
    return first >= 0 && first < index;
  });
  const config = Array.isArray(moments.config) ? (moments.config as readonly unknown[]) : [];
  // What the provider alone decided may repeat itself.
  if (!isCopy.includes(true) || config.length < elements.length) return elements;
  if (place.fixed) {
    place.report(
      errorAt(
        place.path,
        'Equal Elements in a Set',
        `Two elements of "${String(place.path.at(-1))}" are the same once their defaults are filled in, and a set holds ` +
          'each element once. Write it once.',
      ),
    );
    return elements;
  }
  if (moments.prior !== null && equalValues(type, moments.prior, elements)) return moments.prior;
  const opened: unknown[] = [];
  return elements.map((element, index) => {
    if (isCopy[index] !== true) return element;
    const source = config.find(
      (candidate) =>
        !opened.includes(candidate) && becomes(schema, candidate, element) && leavesOpen(schema, candidate),
    );
    if (source === undefined) return element;
    opened.push(source);
    return withOpenDefaults(schema, source as Body, element as Body);
  });
}

/**
 * True when the configured element with its defaults is the planned one. A gap fits only its own default: taken for any
 * value it would use up the source of another element.
 */
const becomes = (schema: BodySchema, candidate: unknown, element: unknown): boolean =>
  agrees(schema, withDefaults(schema, candidate), element);

/** True when some default, at any depth, fills a gap of the configured element. */
function leavesOpen(schema: BodySchema, element: unknown): boolean {
  const held = element as Body;
  return membersOf(schema).some(({ name, attribute, nested }) => {
    if (attribute === undefined) return false;
    const value = held[name] ?? null;
    if (value === null) return attribute.defaultValue !== undefined;
    return (
      nested !== undefined &&
      !isUnknown(value) &&
      bodiesOf(nested, value).some((body) => leavesOpen(nested, body))
    );
  });
}

/** The configured element with its defaults left to the apply. */
function withOpenDefaults(schema: BodySchema, source: Body, planned: Body | null): Body {
  const fill = ({ name, attribute, nested }: Member): unknown => {
    const value = source[name] ?? null;
    if (value === null) {
      if (attribute?.defaultValue !== undefined) return unknown;
      return planned === null ? (attribute?.computed === true ? unknown : null) : (planned[name] ?? null);
    }
    if (nested === undefined || isUnknown(value)) return value;
    const inside = (body: unknown): unknown =>
      body === null || isUnknown(body) ? body : withOpenDefaults(nested, body as Body, null);
    if (nested.nesting === 'single') return inside(value);
    if (Array.isArray(value)) return value.map(inside);
    return Object.fromEntries(Object.entries(value as Body).map(([key, body]) => [key, inside(body)]));
  };
  return Object.fromEntries(
    membersOf(schema).flatMap((member) =>
      member.attribute === undefined ? [] : [[member.name, fill(member)]],
    ),
  );
}

/** Before it is applied: what was left open gets its default, and elements that are equal then become one. */
export function joinEqualElements(schema: BodySchema, planned: Body, inSet = false): Body {
  const out: Record<string, unknown> = { ...planned };
  for (const { name, attribute, nested, type } of membersOf(schema)) {
    const value = planned[name] ?? null;
    if (inSet && isUnknown(value) && attribute?.defaultValue !== undefined) {
      out[name] = attribute.defaultValue;
    } else if (nested !== undefined && value !== null && !isUnknown(value)) {
      out[name] = joinNested(nested, type, value, inSet);
    }
  }
  return out;
}

function joinNested(schema: NestedSchema, type: ValueType, value: unknown, inSet: boolean): unknown {
  const within = inSet || schema.nesting === 'set';
  const inside = (body: unknown): unknown =>
    body === null || isUnknown(body) ? body : joinEqualElements(schema, body as Body, within);
  if (schema.nesting === 'single') return inside(value);
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value as Body).map(([key, body]) => [key, inside(body)]));
  }
  const elements = value.map(inside);
  return type.kind === 'set' ? distinct(elementType(type.element), elements) : elements;
}

function bodiesOf({ nesting }: NestedSchema, value: unknown): readonly unknown[] {
  const all = nesting === 'single' ? [value] : Object.values(value as object);
  return all.filter((body) => body !== null && !isUnknown(body));
}

const at = (moments: Moments, step: string | number): Moments => ({
  config: member(moments.config, step),
  prior: member(moments.prior, step),
  planned: member(moments.planned, step),
});

const member = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && !isUnknown(value)
    ? ((value as Readonly<Record<string | number, unknown>>)[step] ?? null)
    : null;
