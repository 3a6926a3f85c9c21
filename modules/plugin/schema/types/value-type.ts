/**
 * Terraform's types as plain data. `kind` is Terraform's own word for the type.
 *
 * The types that contain others have a base that is not generic, so that comparing two of them ends quickly.
 */
export type ValueType =
  | StringType
  | NumberType
  | ExactNumberType
  | BoolType
  | DynamicType
  | AnyListType
  | AnySetType
  | AnyMapType
  | AnyObjectType
  | AnyTupleType;

export interface StringType {
  readonly kind: 'string';
}

/** Read and written as a JavaScript number. Digits beyond double precision survive while the value is unchanged. */
export interface NumberType {
  readonly kind: 'number';
}

/** Read as a JavaScript number where that is exact and as an ExactNumber where it is not. */
export interface ExactNumberType {
  readonly kind: 'number';
  readonly exact: true;
}

export interface BoolType {
  readonly kind: 'bool';
}

/** Any value, carrying its own type. */
export interface DynamicType {
  readonly kind: 'dynamic';
}

interface AnyListType {
  readonly kind: 'list';
  readonly element: ElementType;
}

export interface ListType<E extends ElementType = ElementType> extends AnyListType {
  readonly element: E;
}

interface AnySetType {
  readonly kind: 'set';
  readonly element: ElementType;
}

/** Unordered and without duplicates; an array on our side, in the order Terraform sent it. */
export interface SetType<E extends ElementType = ElementType> extends AnySetType {
  readonly element: E;
}

interface AnyMapType {
  readonly kind: 'map';
  readonly element: ElementType;
}

export interface MapType<E extends ElementType = ElementType> extends AnyMapType {
  readonly element: E;
}

interface AnyObjectType {
  readonly kind: 'object';
  readonly members: ObjectMembers;
}

/** Members may always be null. */
export interface ObjectType<M extends ObjectMembers = ObjectMembers> extends AnyObjectType {
  readonly members: M;
}

export type ObjectMembers = Readonly<Record<string, ValueType>>;

interface AnyTupleType {
  readonly kind: 'tuple';
  readonly elements: readonly ElementType[];
}

export interface TupleType<E extends readonly ElementType[] = readonly ElementType[]> extends AnyTupleType {
  readonly elements: E;
}

interface AnyNullableType {
  readonly nullable: ValueType;
}

/** An element of a collection that may be null. Without this a null element is rejected before the resource sees it. */
export interface NullableType<T extends ValueType = ValueType> extends AnyNullableType {
  readonly nullable: T;
}

export type ElementType = ValueType | AnyNullableType;

/** The type of an element without its nullability. */
export function elementType(element: ElementType): ValueType {
  return 'nullable' in element ? element.nullable : element;
}
