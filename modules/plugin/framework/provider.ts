import type { Diagnostic } from '../../kernel';
import type { ConfigOf } from '../schema/infer';
import type { Schema } from '../schema/schema';
import type { Context } from './context';
import type { Deferred } from './deferred';
import type { ValidateRequest, WithDiagnostics } from './managed-resource';
import type {
  AnyDataSource,
  AnyEphemeralResource,
  AnyManagedResource,
  AnyProviderFunction,
} from './registrable';

/**
 * A value loaded on first use. Give `typeName` so that a process that needs only another one never loads it; a bare
 * function must be called to find out its type.
 */
export type Lazy<T> =
  T | (() => T | Promise<T>) | { readonly typeName: string; readonly load: () => T | Promise<T> };

export interface ConfigureRequest<S extends Schema> {
  /** May hold unknowns while planning. */
  readonly config: ConfigOf<S>;
  readonly terraformVersion: string;
}

export interface ConfigureAnswer<Configured> extends WithDiagnostics {
  /**
   * Passed to every resource as `configured`. Absent while a value that it needs is unknown: then only plans that do
   * not need it are possible.
   */
  readonly configured?: Configured;
  /** Defers everything that Terraform allows the provider to defer, without asking the resources. */
  readonly deferred?: Deferred;
}

/** A provider: its configuration and what it offers. */
export interface Provider<S extends Schema = Schema, Configured = unknown> {
  /** Prefix of its type names: `tuneform`. */
  readonly name: string;
  readonly version: string;
  readonly schema: S;
  validate?(
    request: ValidateRequest<S>,
    context: Context,
  ): readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
  configure(request: ConfigureRequest<S>, context: Context): Promise<ConfigureAnswer<Configured>>;
  readonly resources: readonly Lazy<AnyManagedResource<Configured>>[];
  readonly dataSources?: readonly Lazy<AnyDataSource<Configured>>[];
  readonly ephemeralResources?: readonly Lazy<AnyEphemeralResource<Configured>>[];
  readonly functions?: readonly Lazy<AnyProviderFunction>[];
}

/** A provider with its schema and configuration types erased, which is what is served. */
export interface AnyProvider {
  readonly name: string;
  readonly version: string;
  readonly schema: Schema;
  validate?(request: object, context: Context): readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
  configure(request: object, context: Context): Promise<ConfigureAnswer<unknown>>;
  readonly resources: readonly Lazy<AnyManagedResource<never>>[];
  readonly dataSources?: readonly Lazy<AnyDataSource<never>>[];
  readonly ephemeralResources?: readonly Lazy<AnyEphemeralResource<never>>[];
  readonly functions?: readonly Lazy<AnyProviderFunction>[];
}

/** A provider, with the type of its configuration inferred from its schema. */
export function defineProvider<S extends Schema, Configured>(
  provider: Provider<S, Configured>,
): Provider<S, Configured> {
  return provider;
}
