import type { Diagnostic } from '../../kernel';
import type { KnownConfigOf, StateOf } from '../schema/infer';
import type { Schema } from '../schema/schema';
import type { Context } from './context';
import type { DeferredAnswer } from './deferred';
import type { ValidateRequest, WithDiagnostics } from './managed-resource';

export interface OpenRequest<S extends Schema, Configured> {
  readonly config: KnownConfigOf<S>;
  readonly configured: Configured;
}

export interface OpenAnswer<S extends Schema> extends WithDiagnostics {
  readonly result: StateOf<S>;
  readonly deferred?: undefined;
  /** Handed to `renew` and `close`. */
  readonly private?: Uint8Array;
  /** Milliseconds since the Unix epoch by which Terraform is to call `renew`. */
  readonly renewAtMs?: number;
}

export interface RenewAnswer extends WithDiagnostics {
  readonly private?: Uint8Array;
  readonly renewAtMs?: number;
}

export interface PrivateRequest<Configured> {
  readonly private: Uint8Array | undefined;
  readonly configured: Configured;
}

/** A value that lives while Terraform runs and is never stored, such as a token. Needs Terraform 1.10. */
export interface EphemeralResource<S extends Schema = Schema, Configured = unknown> {
  readonly typeName: string;
  readonly schema: S;
  validate?(
    request: ValidateRequest<S>,
    context: Context,
  ): readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
  open(request: OpenRequest<S, Configured>, context: Context): Promise<OpenAnswer<S> | DeferredAnswer>;
  renew?(request: PrivateRequest<Configured>, context: Context): Promise<RenewAnswer>;
  close?(request: PrivateRequest<Configured>, context: Context): Promise<WithDiagnostics>;
}

/** An ephemeral resource, with the types of its requests inferred from its schema. */
export function defineEphemeralResource<S extends Schema, Configured = unknown>(
  resource: EphemeralResource<S, Configured>,
): EphemeralResource<S, Configured> {
  return resource;
}
