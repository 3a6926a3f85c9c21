import type {
  BoolType,
  DynamicType,
  ElementType,
  ExactNumberType,
  ListType,
  MapType,
  NullableType,
  NumberType,
  ObjectMembers,
  ObjectType,
  SetType,
  StringType,
  TupleType,
  ValueType,
} from './value-type';

/** Types of collection elements, function parameters and results: `types.list(types.string)`. */
export const types = {
  string: { kind: 'string' } as StringType,
  number: { kind: 'number' } as NumberType,
  exactNumber: { kind: 'number', exact: true } as ExactNumberType,
  bool: { kind: 'bool' } as BoolType,
  dynamic: { kind: 'dynamic' } as DynamicType,
  list: <E extends ElementType>(element: E): ListType<E> => ({ kind: 'list', element }),
  set: <E extends ElementType>(element: E): SetType<E> => ({ kind: 'set', element }),
  map: <E extends ElementType>(element: E): MapType<E> => ({ kind: 'map', element }),
  object: <M extends ObjectMembers>(members: M): ObjectType<M> => ({ kind: 'object', members }),
  tuple: <E extends readonly ElementType[]>(...elements: E): TupleType<E> => ({ kind: 'tuple', elements }),
  nullable: <T extends ValueType>(type: T): NullableType<T> => ({ nullable: type }),
} as const;
