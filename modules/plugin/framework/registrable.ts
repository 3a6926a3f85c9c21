import type { ProviderFunction } from './provider-function';
import type { Context } from './context';
import type { Schema } from '../schema/schema';

interface Needs<Configured> {
  readonly configured: Configured;
}

/**
 * A managed resource with its schema type erased, as a provider lists it: the compiler still checks only what
 * `configure` must supply. Every `ManagedResource<S, Configured>` is one.
 */
export interface AnyManagedResource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  create(request: Needs<Configured>, context: Context): Promise<object>;
}

/** A data source with its schema type erased. */
export interface AnyDataSource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  read(request: Needs<Configured>, context: Context): Promise<object>;
}

/** An ephemeral resource with its schema type erased. */
export interface AnyEphemeralResource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  open(request: Needs<Configured>, context: Context): Promise<object>;
}

/** A function with its parameter types erased. */
export interface AnyProviderFunction extends Omit<ProviderFunction, 'call'> {
  call(request: object, context: Context): unknown;
}
