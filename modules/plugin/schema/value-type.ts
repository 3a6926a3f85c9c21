/** Terraform's types as plain data. `kind` is Terraform's own word for the type. */
export type ValueType =
  | StringType
  | NumberType
  | ExactNumberType
  | BoolType
  | DynamicType
  | ListType
  | SetType
  | MapType
  | ObjectType
  | TupleType;

export interface StringType {
  readonly kind: 'string';
}

/** Read and written as a JavaScript number. Digits beyond double precision survive as long as nobody changes the value. */
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

export interface ListType<E extends ElementType = ElementType> {
  readonly kind: 'list';
  readonly element: E;
}

/** Unordered and without duplicates; an array on our side, in the order Terraform sent it. */
export interface SetType<E extends ElementType = ElementType> {
  readonly kind: 'set';
  readonly element: E;
}

export interface MapType<E extends ElementType = ElementType> {
  readonly kind: 'map';
  readonly element: E;
}

/** Members may always be null. */
export interface ObjectType<M extends ObjectMembers = ObjectMembers> {
  readonly kind: 'object';
  readonly members: M;
}

export type ObjectMembers = Readonly<Record<string, ValueType>>;

export interface TupleType<E extends readonly ElementType[] = readonly ElementType[]> {
  readonly kind: 'tuple';
  readonly elements: E;
}

/** An element of a collection that may be null. Without this a null element is refused before the resource sees it. */
export interface NullableType<T extends ValueType = ValueType> {
  readonly nullable: T;
}

export type ElementType = ValueType | NullableType;

/** The type of an element without its nullability. */
export function elementType(element: ElementType): ValueType {
  return 'nullable' in element ? element.nullable : element;
}
