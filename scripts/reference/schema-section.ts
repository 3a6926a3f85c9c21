import type {
  AnyAttribute,
  AnyNestedShape,
  Attributes,
  ElementType,
  Schema,
  ValueType,
} from '../../modules/plugin';

/** An attribute with nested attributes, which get a section further down. */
interface Nested {
  readonly path: readonly string[];
  readonly attributes: Attributes;
}

type Group = 'Required' | 'Optional' | 'Read-Only';

const GROUPS: readonly Group[] = ['Required', 'Optional', 'Read-Only'];

const NESTING_NAMES = {
  single: 'Attributes',
  list: 'Attributes List',
  set: 'Attributes Set',
  map: 'Attributes Map',
} as const;

/**
 * Returns the section `## Schema` of a page: the attributes grouped into required, optional and read-only, each group
 * in alphabetical order, then one section with an anchor for each attribute that nests others.
 */
export function schemaSection(schema: Schema): string {
  if (Object.keys(schema.blocks).length > 0) throw new Error('The reference has no layout for blocks.');
  const pending: Nested[] = [];
  const parts = [
    '## Schema',
    ...groupsOf({ path: [], attributes: schema.attributes }, pending, (group) => `### ${group}`),
  ];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const inner: Nested[] = [];
    parts.push(
      `<a id="${anchorOf(next.path)}"></a>`,
      `### Nested Schema for \`${next.path.join('.')}\``,
      ...groupsOf(next, inner, (group) => `${group}:`),
    );
    // Nested sections follow at once, before the next attribute of the same level.
    pending.unshift(...inner);
  }
  return parts.join('\n\n');
}

function groupsOf(
  { path, attributes }: Nested,
  nested: Nested[],
  title: (group: Group) => string,
): readonly string[] {
  const names = Object.keys(attributes).sort();
  return GROUPS.flatMap((group) => {
    const lines = names.flatMap((name) => {
      const attribute = attributes[name];
      if (attribute === undefined || groupOf(attribute) !== group) return [];
      const here = [...path, name];
      if (isNested(attribute.shape)) nested.push({ path: here, attributes: attribute.shape.attributes });
      return [lineOf(here, attribute)];
    });
    return lines.length === 0 ? [] : [title(group), lines.join('\n')];
  });
}

function groupOf(attribute: AnyAttribute): Group {
  if (attribute.required) return 'Required';
  return attribute.optional ? 'Optional' : 'Read-Only';
}

function lineOf(path: readonly string[], attribute: AnyAttribute): string {
  const { shape } = attribute;
  const remarks = [
    isNested(shape) ? NESTING_NAMES[shape.nesting] : typeName(shape),
    ...(attribute.sensitive ? ['Sensitive'] : []),
    ...(attribute.writeOnly ? ['Write-only'] : []),
    ...(attribute.deprecated === undefined ? [] : ['Deprecated']),
  ];
  const sentences = [
    attribute.description,
    ...defaultOf(attribute),
    ...limitsOf(attribute),
    ...modifiersOf(attribute),
    ...(attribute.deprecated === undefined ? [] : [attribute.deprecated]),
    ...(isNested(shape) ? [`(see [below for nested schema](#${anchorOf(path)}))`] : []),
  ];
  return `- \`${path.at(-1) ?? ''}\` (${remarks.join(', ')}) ${sentences.join(' ')}`;
}

/** Omitted if the description contains it already. */
function defaultOf({ defaultValue, description }: AnyAttribute): readonly string[] {
  if (defaultValue === undefined || /\bdefault\b/i.test(description)) return [];
  const text = typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue);
  return [`Default \`${text}\`.`];
}

/** Returns what is checked offline. A closed set of words is omitted if the description names them all. */
function limitsOf({ validators, description }: AnyAttribute): readonly string[] {
  return validators.flatMap((validator) => {
    const words = [...validator.description.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
    if (words.length > 0 && words.every((word) => description.includes(`\`${word}\``))) return [];
    const limit = validator.description.replace(/"([^"]+)"/g, '`$1`').replace(/</g, '\\<');
    return [`Must be ${limit}.`];
  });
}

function modifiersOf({ planModifiers, description }: AnyAttribute): readonly string[] {
  if (/\bChanging it\b/.test(description)) return [];
  return planModifiers.map((modifier) => modifier.description);
}

function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'string':
      return 'String';
    case 'number':
      return 'Number';
    case 'bool':
      return 'Boolean';
    case 'dynamic':
      return 'Dynamic';
    case 'list':
      return `List of ${elementName(type.element)}`;
    case 'set':
      return `Set of ${elementName(type.element)}`;
    case 'map':
      return `Map of ${elementName(type.element)}`;
    case 'object':
      return 'Object';
    case 'tuple':
      return 'Tuple';
  }
}

function elementName(element: ElementType): string {
  return typeName('nullable' in element ? element.nullable : element);
}

function isNested(shape: AnyAttribute['shape']): shape is AnyNestedShape {
  return 'nesting' in shape;
}

function anchorOf(path: readonly string[]): string {
  return `nestedatt--${path.join('--')}`;
}
