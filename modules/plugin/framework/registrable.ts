import type { ProviderFunction } from './provider-function';
import type { Context } from './context';
import type { Schema } from '../schema/schema';

interface Needs<Configured> {
  readonly configured: Configured;
}

/**
 * A managed resource with its schema forgotten, which is what a provider lists: only what `configure` must supply is
 * still checked. Every `ManagedResource<S, Configured>` is one.
 */
export interface AnyManagedResource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  create(request: Needs<Configured>, context: Context): Promise<object>;
}

/** A data source with its schema forgotten. */
export interface AnyDataSource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  read(request: Needs<Configured>, context: Context): Promise<object>;
}

/** An ephemeral resource with its schema forgotten. */
export interface AnyEphemeralResource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  open(request: Needs<Configured>, context: Context): Promise<object>;
}

/** A function with its parameters forgotten. */
export interface AnyProviderFunction extends Omit<ProviderFunction, 'call'> {
  call(request: object, context: Context): unknown;
}
