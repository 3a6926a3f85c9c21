import type { AttributePath } from '../../kernel';
import type { AnyAttribute, Attributes } from '../schema/attribute';
import type { AnyBlock, Blocks } from '../schema/block';
import type { Schema } from '../schema/schema';
import { elementType } from '../schema/value-type';
import type { ValueType } from '../schema/value-type';
import type { Breach } from './breach';
import type { RuleId } from './rules';

/** Words that mean something to Terraform at the top of a resource, data source or provider block. */
const RESERVED = ['count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner', 'connection'];

/** Breaches of R2 to R8. */
export function checkSchema(schema: Schema): readonly Breach[] {
  const found: Breach[] = [];
  const breach = (rule: RuleId, path: AttributePath, problem: string): void =>
    void found.push({ rule, path, problem });
  if (!Number.isInteger(schema.version) || schema.version < 0) {
    breach('R8', [], `has version ${String(schema.version)}`);
  }
  for (const name of [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)]) {
    if (RESERVED.includes(name)) breach('R2', [name], 'is a word that Terraform keeps for itself');
  }
  checkBody(schema.attributes, schema.blocks, [], breach);
  return found;
}

type Report = (rule: RuleId, path: AttributePath, problem: string) => void;

function checkBody(attributes: Attributes, blocks: Blocks, path: AttributePath, breach: Report): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const here = [...path, name];
    checkName(name, here, breach);
    checkFlags(attribute, here, breach);
    const { shape } = attribute;
    if (!('nesting' in shape)) {
      if (holdsDynamicInSet(shape)) breach('R7', here, 'is a set that contains dynamic values');
      continue;
    }
    if (shape.nesting === 'set') checkSetBody(shape.attributes, {}, here, breach);
    checkBody(shape.attributes, {}, here, breach);
  }
  for (const [name, block] of Object.entries(blocks)) {
    const here = [...path, name];
    checkName(name, here, breach);
    if (Object.hasOwn(attributes, name)) breach('R5', here, 'is both an attribute and a block');
    checkLimits(block, here, breach);
    if (block.nesting === 'set') checkSetBody(block.attributes, block.blocks, here, breach);
    checkBody(block.attributes, block.blocks, here, breach);
  }
}

function checkName(name: string, path: AttributePath, breach: Report): void {
  if (!/^[a-z0-9_]+$/.test(name)) breach('R2', path, 'is not a name that Terraform accepts');
}

function checkFlags(attribute: AnyAttribute, path: AttributePath, breach: Report): void {
  const { required, optional, computed, writeOnly } = attribute;
  if (required && (optional || computed)) breach('R3', path, 'is required and something else');
  if (!required && !optional && !computed) {
    breach('R3', path, 'is neither required nor optional nor computed');
  }
  if (writeOnly && computed) breach('R3', path, 'is write-only and computed, which nobody could ever see');
  if (required && attribute.defaultValue !== undefined) breach('R3', path, 'is required and has a default');
}

function checkLimits(block: AnyBlock, path: AttributePath, breach: Report): void {
  const { nesting, minItems, maxItems } = block;
  if (minItems < 0 || maxItems < 0) breach('R6', path, 'has a negative limit');
  if (nesting === 'map' && (minItems !== 0 || maxItems !== 0)) breach('R6', path, 'is a map and has limits');
  if (nesting === 'single' && (minItems !== maxItems || minItems > 1)) {
    breach('R6', path, 'is a single block, whose limits are both 0 or both 1');
  }
  if (maxItems !== 0 && minItems > maxItems) breach('R6', path, 'has a lower limit above the upper one');
}

function checkSetBody(attributes: Attributes, blocks: Blocks, path: AttributePath, breach: Report): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const here = [...path, name];
    if (attribute.writeOnly) breach('R7', here, 'is write-only inside a set');
    const { shape } = attribute;
    if ('nesting' in shape) checkSetBody(shape.attributes, {}, here, breach);
    else if (holdsDynamic(shape)) breach('R7', here, 'is dynamic inside a set');
  }
  for (const [name, block] of Object.entries(blocks)) {
    checkSetBody(block.attributes, block.blocks, [...path, name], breach);
  }
}

function holdsDynamicInSet(type: ValueType): boolean {
  switch (type.kind) {
    case 'set':
      return holdsDynamic(elementType(type.element));
    case 'list':
    case 'map':
      return holdsDynamicInSet(elementType(type.element));
    case 'tuple':
      return type.elements.some((element) => holdsDynamicInSet(elementType(element)));
    case 'object':
      return Object.values(type.members).some(holdsDynamicInSet);
    default:
      return false;
  }
}

function holdsDynamic(type: ValueType): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return holdsDynamic(elementType(type.element));
    case 'tuple':
      return type.elements.some((element) => holdsDynamic(elementType(element)));
    case 'object':
      return Object.values(type.members).some(holdsDynamic);
    default:
      return false;
  }
}
