import type { AttributePath } from '../../kernel';
import { attributeType, blockType } from '../cty/implied-type';
import { equalValues } from '../cty/equal';
import type { AnyAttribute, Attributes, Nesting } from '../schema/attribute';
import type { Blocks } from '../schema/block';
import { isUnknown } from '../schema/unknown';
import type { ValueType } from '../schema/value-type';

/** Named values of a schema body. */
export type Body = Readonly<Record<string, unknown>>;

/** What a schema, a nested attribute and a block have in common. */
export interface BodySchema {
  readonly attributes: Attributes;
  readonly blocks: Blocks;
}

/** One attribute with its value at three moments. Values of parents that are null or unknown are null. */
export interface Visit {
  readonly attribute: AnyAttribute;
  readonly type: ValueType;
  readonly path: AttributePath;
  readonly config: unknown;
  readonly prior: unknown;
  readonly planned: unknown;
  /** False below elements that prior does not have. */
  readonly hasPrior: boolean;
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
      hasPrior: moments.prior !== null,
    });
    const shape = attribute.shape;
    put(
      name,
      'nesting' in shape
        ? rewriteNested(
            { nesting: shape.nesting, attributes: shape.attributes, blocks: {} },
            { config, prior, planned: value },
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

interface NestedSchema extends BodySchema {
  readonly nesting: Nesting;
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
      return rewrite(element, { config: configured[index] ?? null, prior: before[index] ?? null }, [
        ...path,
        index,
      ]);
    }
    // Elements of a set have no position: they are matched by what the configuration says of them.
    const source = configured.find((candidate) => agrees(schema, candidate, element)) ?? null;
    const wanted = withDefaults(schema, source ?? element);
    const earlier =
      before.find((candidate) => !taken.has(candidate) && agrees(schema, wanted, candidate)) ?? null;
    taken.add(earlier);
    const moments = { config: source, prior: earlier };
    return rewrite(element, moments, path);
  });
  return out.some((element, index) => element !== current[index]) ? out : planned;
}

/** True when `planned` has every value that `config` sets. */
function agrees(schema: BodySchema, config: unknown, planned: unknown): boolean {
  const [wanted, held] = [body(config), body(planned)];
  if (wanted === null || held === null) return false;
  const attributesAgree = Object.entries(schema.attributes).every(([name, attribute]) => {
    const value = wanted[name] ?? null;
    if (value === null && (attribute.computed || attribute.writeOnly)) return true;
    const shape = attribute.shape;
    if (
      'nesting' in shape &&
      shape.nesting === 'single' &&
      body(value) !== null &&
      body(held[name]) !== null
    ) {
      return agrees({ attributes: shape.attributes, blocks: {} }, value, held[name]);
    }
    return attribute.writeOnly || equalValues(attributeType(attribute), value, held[name] ?? null, 'equal');
  });
  return (
    attributesAgree &&
    Object.entries(schema.blocks).every(([name, block]) =>
      equalValues(blockType(block), wanted[name] ?? null, held[name] ?? null, 'equal'),
    )
  );
}

/** What an element is going to be as far as configuration and defaults decide it. */
function withDefaults(schema: BodySchema, element: unknown): unknown {
  const held = body(element);
  if (held === null) return element;
  const out: Record<string, unknown> = { ...held };
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (attribute.defaultValue !== undefined) out[name] ??= attribute.defaultValue;
  }
  return out;
}

function body(value: unknown): Body | null {
  return typeof value === 'object' && value !== null && !isUnknown(value) ? (value as Body) : null;
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
