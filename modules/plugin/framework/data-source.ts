import type { Diagnostic } from '../../kernel';
import type { KnownConfigOf, StateOf } from '../schema/infer';
import type { Schema } from '../schema/schema';
import type { Context } from './context';
import type { DeferredAnswer } from './deferred';
import type { ValidateRequest, WithDiagnostics } from './managed-resource';

export interface ReadDataSourceRequest<S extends Schema, Configured> {
  /** Wholly known: Terraform reads a data source only when its configuration is. */
  readonly config: KnownConfigOf<S>;
  readonly configured: Configured;
}

export interface ReadDataSourceAnswer<S extends Schema> extends WithDiagnostics {
  /** Never null; a data source that finds nothing answers with an error. */
  readonly state: StateOf<S>;
  readonly deferred?: undefined;
}

/** A read-only object. */
export interface DataSource<S extends Schema = Schema, Configured = unknown> {
  readonly typeName: string;
  readonly schema: S;
  validate?(
    request: ValidateRequest<S>,
    context: Context,
  ): readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
  read(
    request: ReadDataSourceRequest<S, Configured>,
    context: Context,
  ): Promise<ReadDataSourceAnswer<S> | DeferredAnswer>;
}

/** A data source, with the types of its requests inferred from its schema. */
export function defineDataSource<S extends Schema, Configured = unknown>(
  dataSource: DataSource<S, Configured>,
): DataSource<S, Configured> {
  return dataSource;
}
