import type { ProviderFunction } from './provider-function';
import type { Context } from './context';
import type { Schema } from '../schema/schema';

interface Needs<Configured> {
  readonly configured: Configured;
}

interface MayNeed<Configured> {
  readonly configured: Configured | undefined;
}

/**
 * A managed resource with its schema forgotten, which is what a provider lists: only what `configure` must supply is
 * still checked. Every `ManagedResource<S, Configured>` is one.
 */
export interface AnyManagedResource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  validate?(request: object, context: Context): unknown;
  plan?(request: MayNeed<Configured>, context: Context): unknown;
  planDestroy?(request: MayNeed<Configured>, context: Context): unknown;
  create(request: Needs<Configured>, context: Context): Promise<object>;
  read(request: Needs<Configured>, context: Context): Promise<object>;
  update(request: Needs<Configured>, context: Context): Promise<object>;
  delete(request: Needs<Configured>, context: Context): Promise<object>;
  importState?(request: Needs<Configured>, context: Context): Promise<object>;
  moveState?(request: MayNeed<Configured>, context: Context): Promise<object | undefined>;
  readonly upgrade?: Readonly<Record<number, (raw: unknown) => unknown>>;
}

/** A data source with its schema forgotten. */
export interface AnyDataSource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  validate?(request: object, context: Context): unknown;
  read(request: Needs<Configured>, context: Context): Promise<object>;
}

/** An ephemeral resource with its schema forgotten. */
export interface AnyEphemeralResource<Configured> {
  readonly typeName: string;
  readonly schema: Schema;
  validate?(request: object, context: Context): unknown;
  open(request: Needs<Configured>, context: Context): Promise<object>;
  renew?(request: Needs<Configured>, context: Context): Promise<object>;
  close?(request: Needs<Configured>, context: Context): Promise<object>;
}

/** A function with its parameters forgotten. */
export interface AnyProviderFunction extends Omit<ProviderFunction, 'call'> {
  call(request: object, context: Context): unknown;
}
