import type { Rejected } from '../attributes/rejected-options';
import type { ValueType } from './value-type';

/** What cannot be in a set: values whose type is not known until they are, because sets compare their elements. */
export type SetElement<E> =
  true extends HoldsDynamic<E> ? Rejected<'a set cannot hold dynamic values'> : unknown;

type HoldsDynamic<E> = ValueType extends E
  ? // Any type at all: only the schema itself tells, when it is checked.
    false
  : E extends { readonly kind: 'dynamic' }
    ? true
    : E extends { readonly nullable: infer T } | { readonly element: infer T }
      ? HoldsDynamic<T>
      : E extends { readonly elements: readonly (infer T)[] }
        ? HoldsDynamic<T>
        : E extends { readonly members: infer M }
          ? HoldsDynamic<M[keyof M]>
          : false;
