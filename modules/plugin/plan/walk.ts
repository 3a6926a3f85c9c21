import type { AttributePath, AttributeStep } from '../../kernel';
import type { AnyAttribute } from '../schema/attributes/attribute';
import { isUnknown } from '../schema/values/unknown';
import type { ValueType } from '../schema/types/value-type';
import type { Body, BodySchema, NestedSchema } from './body';
import { agrees, withDefaults } from './match-elements';
import { membersOf } from './members';

/**
 * One attribute with its value at three moments. Values of parents that are null or unknown are null. Inside a default, the
 * default counts as configuration.
 */
export interface Visit {
  readonly attribute: AnyAttribute;
  readonly type: ValueType;
  /** Written down when it is asked for, which must be during the visit. */
  readonly path: AttributePath;
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
  /** False inside nested objects and elements that neither configuration nor a default names. */
  readonly hasConfig: boolean;
}

class Visited implements Visit {
  readonly attribute: AnyAttribute;
  readonly type: ValueType;
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
  readonly hasConfig: boolean;
  private readonly steps: AttributePath;

  constructor(
    { attribute, type }: { readonly attribute: AnyAttribute; readonly type: ValueType },
    { config, prior, planned }: NestedMoments,
    hasConfig: boolean,
    steps: AttributePath,
  ) {
    this.attribute = attribute;
    this.type = type;
    this.config = config;
    this.prior = prior;
    this.planned = planned;
    this.hasConfig = hasConfig;
    this.steps = steps;
  }

  get path(): AttributePath {
    return [...this.steps];
  }
}

export interface Moments {
  readonly config: Body | null;
  readonly prior: Body | null;
  readonly planned: Body;
}

/**
 * Rebuilds a planned object: `change` answers the new planned value of each attribute, outermost first, and nested
 * attributes of that value are visited in turn. Returns the same object when nothing changed.
 */
export function rewritePlan(schema: BodySchema, moments: Moments, change: (visit: Visit) => unknown): Body {
  return rewriteBody(schema, moments, [], change);
}

/** `path` is one array that follows the walk. */
function rewriteBody(
  schema: BodySchema,
  { config, prior, planned }: Moments,
  path: AttributeStep[],
  change: (visit: Visit) => unknown,
): Body {
  let copy: Record<string, unknown> | undefined;
  const hasConfig = config !== null;
  for (const { name, attribute, type, nested } of membersOf(schema)) {
    const held: NestedMoments = {
      config: config?.[name] ?? null,
      prior: prior?.[name] ?? null,
      planned: planned[name] ?? null,
    };
    path.push(name);
    let value = held.planned;
    if (attribute !== undefined) value = change(new Visited({ attribute, type }, held, hasConfig, path));
    if (nested !== undefined) {
      const inside = { ...held, config: held.config ?? attribute?.defaultValue ?? null, planned: value };
      value = rewriteNested(nested, inside, path, change);
    }
    path.pop();
    if (value !== planned[name]) (copy ??= { ...planned })[name] = value;
  }
  return copy ?? planned;
}

interface NestedMoments {
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
}

function rewriteNested(
  schema: NestedSchema,
  { config, prior, planned }: NestedMoments,
  path: AttributeStep[],
  change: (visit: Visit) => unknown,
): unknown {
  if (planned === null || isUnknown(planned)) return planned;
  const rewrite = (element: unknown, moments: { config: unknown; prior: unknown }): unknown =>
    element === null || isUnknown(element)
      ? element
      : rewriteBody(
          schema,
          { config: body(moments.config), prior: body(moments.prior), planned: element as Body },
          path,
          change,
        );
  const rewriteAt = (
    step: AttributeStep,
    element: unknown,
    moments: { config: unknown; prior: unknown },
  ): unknown => {
    path.push(step);
    const rewritten = rewrite(element, moments);
    path.pop();
    return rewritten;
  };

  if (schema.nesting === 'single') return rewrite(planned, { config, prior });
  if (schema.nesting === 'map') {
    const out: Record<string, unknown> = {};
    let changed = false;
    for (const [key, element] of Object.entries(planned as Body)) {
      const moments = { config: body(config)?.[key] ?? null, prior: body(prior)?.[key] ?? null };
      out[key] = rewriteAt(key, element, moments);
      changed ||= out[key] !== element;
    }
    return changed ? out : planned;
  }
  const configured = elements(config);
  const before = elements(prior);
  const current = planned as readonly unknown[];
  const taken = new Set<unknown>();
  const out = current.map((element, index) => {
    if (schema.nesting === 'list') {
      const moments = { config: configured[index] ?? null, prior: before[index] ?? null };
      return rewriteAt(index, element, moments);
    }
    // Elements of a set have no position: they are matched by what the configuration says of them.
    const source = findNear(configured, index, (candidate) => agrees(schema, candidate, element));
    const wanted = withDefaults(schema, source ?? element);
    const earlier = findNear(
      before,
      index,
      (candidate) => !taken.has(candidate) && agrees(schema, wanted, candidate),
    );
    taken.add(earlier);
    return rewrite(element, { config: source, prior: earlier });
  });
  return out.some((element, index) => element !== current[index]) ? out : planned;
}

/** The element that passes, or null. Sets mostly come in the same order, so the one at the same place is tried first. */
function findNear(
  candidates: readonly unknown[],
  index: number,
  passes: (candidate: unknown) => boolean,
): unknown {
  const here = candidates[index];
  if (here !== undefined && passes(here)) return here;
  return candidates.find(passes) ?? null;
}

function body(value: unknown): Body | null {
  return typeof value === 'object' && value !== null && !isUnknown(value) ? (value as Body) : null;
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
