import type { AttributePath } from '../../kernel';
import { attributeType } from '../cty/implied-type';
import type { AnyAttribute } from '../schema/attribute';
import { isUnknown } from '../schema/unknown';
import type { ValueType } from '../schema/value-type';
import type { Body, BodySchema, NestedSchema } from './body';
import { agrees, withDefaults } from './match-elements';

/**
 * One attribute with its value at three moments. Values of parents that are null or unknown are null. Inside a default, the
 * default counts as configuration.
 */
export interface Visit {
  readonly attribute: AnyAttribute;
  readonly type: ValueType;
  readonly path: AttributePath;
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
  /** False inside nested objects and elements that neither configuration nor a default names. */
  readonly hasConfig: boolean;
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

function rewriteBody(
  schema: BodySchema,
  moments: Moments,
  path: AttributePath,
  change: (visit: Visit) => unknown,
): Body {
  let copy: Record<string, unknown> | undefined;
  const put = (name: string, value: unknown): void => {
    if (value !== moments.planned[name]) (copy ??= { ...moments.planned })[name] = value;
  };
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const config = moments.config?.[name] ?? null;
    const prior = moments.prior?.[name] ?? null;
    const here = [...path, name];
    const value = change({
      attribute,
      type: attributeType(attribute),
      path: here,
      config,
      prior,
      planned: moments.planned[name] ?? null,
      hasConfig: moments.config !== null,
    });
    const shape = attribute.shape;
    put(
      name,
      'nesting' in shape
        ? rewriteNested(
            { nesting: shape.nesting, attributes: shape.attributes, blocks: {} },
            { config: config ?? attribute.defaultValue ?? null, prior, planned: value },
            here,
            change,
          )
        : value,
    );
  }
  for (const [name, block] of Object.entries(schema.blocks)) {
    const held = {
      config: moments.config?.[name] ?? null,
      prior: moments.prior?.[name] ?? null,
      planned: moments.planned[name] ?? null,
    };
    put(
      name,
      rewriteNested(
        { nesting: block.nesting, attributes: block.attributes, blocks: block.blocks },
        held,
        [...path, name],
        change,
      ),
    );
  }
  return copy ?? moments.planned;
}

interface NestedMoments {
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
}

function rewriteNested(
  schema: NestedSchema,
  { config, prior, planned }: NestedMoments,
  path: AttributePath,
  change: (visit: Visit) => unknown,
): unknown {
  if (planned === null || isUnknown(planned)) return planned;
  const rewrite = (
    element: unknown,
    moments: { config: unknown; prior: unknown },
    here: AttributePath,
  ): unknown =>
    element === null || isUnknown(element)
      ? element
      : rewriteBody(
          schema,
          { config: body(moments.config), prior: body(moments.prior), planned: element as Body },
          here,
          change,
        );

  if (schema.nesting === 'single') return rewrite(planned, { config, prior }, path);
  if (schema.nesting === 'map') {
    const out: Record<string, unknown> = {};
    let changed = false;
    for (const [key, element] of Object.entries(planned as Body)) {
      const moments = { config: body(config)?.[key] ?? null, prior: body(prior)?.[key] ?? null };
      out[key] = rewrite(element, moments, [...path, key]);
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
      return rewrite(element, moments, [...path, index]);
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
    return rewrite(element, { config: source, prior: earlier }, path);
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
