import { attr, types } from '../../plugin';
import type {
  Attribute as SchemaAttribute,
  BoolType,
  ListType,
  MapType,
  NestedShape,
  NumberType,
  StringType,
} from '../../plugin';
import { describeAttribute } from '../../tuning';
import type { Attribute, Attributes } from '../../tuning';

interface ShapesByKind<T> {
  text: StringType;
  word: StringType;
  number: NumberType;
  flag: BoolType;
  texts: ListType<StringType>;
  map: MapType<StringType>;
  object: T extends { readonly attributes: infer A extends Attributes }
    ? NestedShape<SchemaOf<A>, 'single'>
    : never;
  list: T extends { readonly attributes: infer A extends Attributes }
    ? NestedShape<SchemaOf<A>, 'list'>
    : never;
}

/** The plugin's attributes that correspond to those of a model. */
export type SchemaOf<A extends Attributes> = {
  readonly [K in keyof A]: SchemaAttribute<
    ShapesByKind<A[K]>[A[K]['kind']],
    // The search is what has defaults. A plan shows what was configured.
    A[K]['presence'] extends 'required' ? 'required' : 'optional'
  >;
};

/** Returns the Terraform schema of a model's attributes. */
export function schemaOf<A extends Attributes>(attributes: A): SchemaOf<A> {
  const pairs = Object.entries(attributes).map(([name, attribute]) => [name, schemaAttribute(attribute)]);
  return Object.fromEntries(pairs) as SchemaOf<A>;
}

function schemaAttribute(attribute: Attribute) {
  const { kind, presence, words, attributes = {} } = attribute;
  const options = {
    description: describeAttribute(attribute),
    ...(words !== undefined && { words }),
    ...(presence === 'required' ? { required: true } : { optional: true }),
  } as never;
  switch (kind) {
    case 'text':
    case 'word':
      return attr.string(options);
    case 'number':
      return attr.number(options);
    case 'flag':
      return attr.bool(options);
    case 'texts':
      return attr.list(types.string, options);
    case 'map':
      return attr.map(types.string, options);
    case 'object':
      return attr.object(schemaOf(attributes), options);
    case 'list':
      return attr.listNested(schemaOf(attributes), options);
  }
}
