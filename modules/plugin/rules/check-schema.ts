import type { AttributePath } from '../../kernel';
import type { AnyAttribute, Attributes } from '../schema/attributes/attribute';
import type { AnyBlock, Blocks } from '../schema/block';
import { isAttributeName } from '../schema/names';
import type { Schema } from '../schema/schema';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import type { Breach } from './breach';
import type { RuleId } from './rules';

/**
 * Words that Terraform reserves at the top level of every block that a schema describes, including `_`, which escapes
 * them.
 * https://developer.hashicorp.com/terraform/language/meta-arguments and `internal/configs` of its source.
 */
const RESERVED = ['count', 'depends_on', 'for_each', 'lifecycle', 'locals', '_'];

/**
 * Returns breaches of R2 to R8 in a schema, whatever it describes; `checkSchemaOf` returns those that depend on that.
 */
export function checkSchema(schema: Schema): readonly Breach[] {
  const found: Breach[] = [];
  const breach = (rule: RuleId, path: AttributePath, problem: string): void =>
    void found.push({ rule, path, problem });
  if (!Number.isInteger(schema.version) || schema.version < 0) {
    breach('R8', [], `has version ${String(schema.version)}`);
  }
  for (const name of [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)]) {
    if (RESERVED.includes(name)) breach('R2', [name], 'is a word that Terraform reserves');
  }
  checkBody(schema, { path: [], inSet: false, inRepeatedBlock: false }, breach);
  return found;
}

type Report = (rule: RuleId, path: AttributePath, problem: string) => void;

interface Place {
  readonly path: AttributePath;
  readonly inSet: boolean;
  readonly inRepeatedBlock: boolean;
}

interface Body {
  readonly attributes: Attributes;
  readonly blocks: Blocks;
}

function checkBody({ attributes, blocks }: Body, place: Place, breach: Report): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const here = { ...place, path: [...place.path, name] };
    checkName(name, here.path, breach);
    checkFlags(attribute, here.path, breach);
    if (place.inSet && attribute.writeOnly) breach('R7', here.path, 'is write-only inside a set');
    const { shape } = attribute;
    if ('nesting' in shape) {
      const inSet = place.inSet || shape.nesting === 'set';
      checkBody({ attributes: shape.attributes, blocks: {} }, { ...here, inSet }, breach);
    } else checkType(shape, here, breach);
  }
  for (const [name, block] of Object.entries(blocks)) {
    const here = [...place.path, name];
    checkName(name, here, breach);
    if (Object.hasOwn(attributes, name)) breach('R5', here, 'is both an attribute and a block');
    checkLimits(block, here, breach);
    const inSet = place.inSet || block.nesting === 'set';
    const inRepeatedBlock = place.inRepeatedBlock || block.nesting !== 'single';
    checkBody(block, { path: here, inSet, inRepeatedBlock }, breach);
  }
}

/**
 * Sets compare their elements, which requires a type. Terraform encodes repeated blocks as a list or map if no value in
 * them is dynamic. Otherwise it encodes them as a tuple or object, whose type differs in every configuration, and a
 * provider's responses cannot express that: `internal/configs/configschema/decoder_spec.go` of Terraform's source.
 */
function checkType(type: ValueType, { path, inSet, inRepeatedBlock }: Place, breach: Report): void {
  if (inSet ? holdsDynamic(type) : holdsDynamicInSet(type)) {
    breach('R7', path, inSet ? 'is dynamic inside a set' : 'is a set that contains dynamic values');
  } else if (inRepeatedBlock && holdsDynamic(type)) {
    breach(
      'R7',
      path,
      'is dynamic inside a repeated block; use a nested attribute (attr.listNested, attr.mapNested) or a single block',
    );
  }
}

function checkName(name: string, path: AttributePath, breach: Report): void {
  if (!isAttributeName(name)) breach('R2', path, 'is not a name that Terraform accepts');
}

function checkFlags(attribute: AnyAttribute, path: AttributePath, breach: Report): void {
  const { required, optional, computed, writeOnly } = attribute;
  if (required && (optional || computed)) breach('R3', path, 'is required and also optional or computed');
  if (!required && !optional && !computed) {
    breach('R3', path, 'is neither required nor optional nor computed');
  }
  if (writeOnly && computed) breach('R3', path, 'is write-only and computed, so it could never be read');
  if (attribute.defaultValue !== undefined) {
    if (required) breach('R3', path, 'is required and has a default');
    if (writeOnly) breach('R3', path, 'is write-only and has a default, which is never planned');
  }
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
