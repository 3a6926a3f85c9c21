import type { AttributePath } from '../../kernel';
import { attributeType, blockType } from '../cty/implied-type';
import { distinct } from '../cty/distinct';
import { equalValues } from '../cty/equal';
import { normalKeys } from '../cty/normal-keys';
import type { Body, BodySchema } from '../plan/body';
import type { AnyAttribute, Nesting } from '../schema/attributes/attribute';
import type { AnyBlock } from '../schema/block';
import { isUnknown } from '../schema/values/unknown';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import type { Breach } from './breach';
import type { RuleId } from './rules';

/** The same place in configuration, prior object and plan. */
interface Moments<T = unknown> {
  readonly config: T;
  readonly prior: T;
  readonly planned: T;
}

type Report = (rule: RuleId, path: AttributePath, problem: string) => void;

/** Returns breaches of R11 to R15: how a plan relates to configuration and prior object. */
export function checkPlan(
  schema: BodySchema,
  moments: { readonly config: Body; readonly prior: Body | null; readonly planned: Body },
): readonly Breach[] {
  const found: Breach[] = [];
  checkBody(schema, moments, [], (rule, path, problem) => void found.push({ rule, path, problem }));
  return found;
}

/** Returns breaches of R16. */
export function checkReplacePaths(
  paths: readonly AttributePath[],
  objects: { readonly prior: Body | null; readonly planned: Body },
): readonly Breach[] {
  return paths
    .filter((path) => !exists(objects.prior, path) && !exists(objects.planned, path))
    .map((path) => ({
      rule: 'R16' as const,
      path,
      problem: 'requires replacement but exists neither before nor after',
    }));
}

function exists(value: unknown, path: AttributePath): boolean {
  let held = value;
  for (const step of path) {
    // Inside an unknown or beyond a null, nothing can be checked yet.
    if (held === null || isUnknown(held)) return held !== null;
    // A path has no steps for elements of a set: the rest of the path leads into all of them.
    if (Array.isArray(held) && typeof step === 'string') return true;
    if (typeof held !== 'object' || !Object.hasOwn(held, step)) return false;
    held = (held as Readonly<Record<string | number, unknown>>)[step];
  }
  return true;
}

function checkBody(
  schema: BodySchema,
  moments: Moments<Body | null>,
  path: AttributePath,
  breach: Report,
): void {
  const at = (name: string): Moments => ({
    config: moments.config?.[name] ?? null,
    prior: moments.prior?.[name] ?? null,
    planned: moments.planned?.[name] ?? null,
  });
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    checkAttribute(attribute, at(name), [...path, name], breach);
  }
  for (const [name, block] of Object.entries(schema.blocks)) {
    checkBlock(block, at(name), [...path, name], breach);
  }
}

function agree(type: ValueType, { config, prior, planned }: Moments): boolean {
  if (equalValues(type, planned, config, 'equal')) return true;
  return prior !== null && config !== null && equalValues(type, planned, prior);
}

function checkAttribute(
  attribute: AnyAttribute,
  moments: Moments,
  path: AttributePath,
  breach: Report,
): void {
  const { config, planned } = moments;
  if (attribute.writeOnly || agree(attributeType(attribute), moments)) return;
  if (config === null) {
    if (!attribute.computed) {
      breach('R12', path, 'is not in the configuration, not computed, and planned with a value');
    }
    return;
  }
  const { shape } = attribute;
  if (!('nesting' in shape) || isUnknown(config) || isUnknown(planned) || planned === null) {
    if (isUnknown(planned)) breach('R13', path, 'is set by the configuration and planned as unknown');
    else if ('nesting' in shape && planned === null) {
      breach('R15', path, 'is in the configuration and not in the plan');
    } else breach('R11', path, 'is planned with a different value than the configuration sets');
    return;
  }
  const schema = { nesting: shape.nesting, attributes: shape.attributes, blocks: {} };
  checkNested({ schema, type: attributeType(attribute) }, moments, path, breach);
}

function checkBlock(block: AnyBlock, moments: Moments, path: AttributePath, breach: Report): void {
  const { config, planned } = moments;
  if (agree(blockType(block), moments)) return;
  if (isUnknown(planned)) {
    if (!isUnknown(config)) breach('R13', path, 'is a block and planned as unknown');
  } else if (planned === null) {
    if (block.nesting === 'single') breach('R15', path, 'is in the configuration and not in the plan');
    else breach('R14', path, 'is planned as null; without blocks it is empty');
  } else if (config === null) {
    breach('R15', path, 'is in the plan and not in the configuration');
  } else if (!isUnknown(config)) {
    checkNested({ schema: block, type: blockType(block) }, moments, path, breach);
  }
}

interface NestedSchema extends BodySchema {
  readonly nesting: Nesting;
}

/** Both `config` and `planned` are known and not null here. */
function checkNested(
  { schema, type }: { readonly schema: NestedSchema; readonly type: ValueType },
  moments: Moments,
  path: AttributePath,
  breach: Report,
): void {
  const check = (element: Moments, here: AttributePath): void => {
    if (isUnknown(element.config)) return;
    if (isUnknown(element.planned)) breach('R13', here, 'is set by the configuration and planned as unknown');
    else checkBody(schema, element as Moments<Body | null>, here, breach);
  };
  const { config, prior, planned } = moments;
  if (schema.nesting === 'single') {
    check(moments, path);
  } else if (schema.nesting === 'map') {
    checkKeys(moments as Moments<Body>, path, { check, breach });
  } else {
    const [wanted, held] = [config as readonly unknown[], planned as readonly unknown[]];
    // Equal elements are one element of a set, which is how Terraform counts them.
    const count = (elements: readonly unknown[]): number =>
      (type.kind === 'set' ? distinct(elementType(type.element), elements) : elements).length;
    if (count(wanted) !== count(held)) {
      breach(
        'R14',
        path,
        `has ${String(count(wanted))} elements in the configuration and ${String(count(held))} in the plan`,
      );
    } else if (schema.nesting === 'list') {
      const before = Array.isArray(prior) ? (prior as readonly unknown[]) : [];
      wanted.forEach((element, index) =>
        check({ config: element, prior: before[index] ?? null, planned: held[index] }, [...path, index]),
      );
    } else {
      checkSet(
        schema,
        { config: wanted, prior: Array.isArray(prior) ? prior : [], planned: held },
        path,
        breach,
      );
    }
  }
}

function checkKeys(
  moments: Moments<Body>,
  path: AttributePath,
  {
    check,
    breach,
  }: { readonly check: (element: Moments, path: AttributePath) => void; readonly breach: Report },
): void {
  const [config, planned] = [normalKeys(moments.config), normalKeys(moments.planned)];
  const prior = normalKeys((moments.prior as Body | null) ?? {});
  for (const key of new Set([...Object.keys(config), ...Object.keys(planned)])) {
    if (!Object.hasOwn(planned, key)) {
      breach('R14', [...path, key], 'is a key in the configuration and not in the plan');
    } else if (!Object.hasOwn(config, key)) {
      breach('R14', [...path, key], 'is a key in the plan and not in the configuration');
    } else {
      check({ config: config[key], prior: prior[key] ?? null, planned: planned[key] }, [...path, key]);
    }
  }
}

/** Matches elements of sets by trying: each planned element must be a valid plan of some configured one. */
function checkSet(
  schema: NestedSchema,
  { config, prior, planned }: Moments<readonly unknown[]>,
  path: AttributePath,
  breach: Report,
): void {
  const lawful = (wanted: unknown, held: unknown): boolean => {
    if (isUnknown(wanted)) return true;
    if (isUnknown(held)) return false;
    return [null, ...prior].some((before) => {
      let good = true;
      checkBody(
        schema,
        { config: wanted, prior: before, planned: held } as Moments<Body | null>,
        [],
        () => (good = false),
      );
      return good;
    });
  };
  if (planned.some((held) => !config.some((wanted) => lawful(wanted, held)))) {
    breach('R11', path, 'has an element in the plan that matches no element of the configuration');
  }
}
