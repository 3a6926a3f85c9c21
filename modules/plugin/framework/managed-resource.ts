import type { AttributePath, Diagnostic } from '../../kernel';
import type { ConfigOf, FinalPlanOf, KnownConfigOf, PlanOf, StateOf } from '../schema/infer';
import type { Schema } from '../schema/schema';
import type { Context } from './context';
import type { Deferred, DeferredAnswer } from './deferred';
import type { Taggable } from './tags';
import type { TimeoutDefaults } from './timeouts';

type Awaitable<T> = T | Promise<T>;

/** Diagnostics default to none. */
export interface WithDiagnostics {
  readonly diagnostics?: readonly Diagnostic[];
}

export interface ValidateRequest<S extends Schema> {
  /** Required attributes are present; everything may be unknown. */
  readonly config: ConfigOf<S>;
}

export interface PlanRequest<S extends Schema, Configured> {
  readonly config: ConfigOf<S>;
  /** Null if the object is to be created, also when Terraform plans a replacement for the second time. */
  readonly prior: StateOf<S> | null;
  /** Configuration over prior state, after defaults and plan modifiers; computed attributes of a changed object are unknown. */
  readonly planned: PlanOf<S>;
  /** Undefined when the provider's own configuration is not known yet. */
  readonly configured: Configured | undefined;
  /** Bytes kept with the object by an earlier answer; undefined if the object is to be created. */
  readonly private: Uint8Array | undefined;
  /** The replacements that the attributes' plan modifiers requested. */
  readonly requiresReplace: readonly AttributePath[];
}

export interface PlanAnswer<S extends Schema> extends WithDiagnostics {
  readonly planned: PlanOf<S>;
  /**
   * In addition to the replacements that the plan modifiers requested. Each path must exist in the prior or the planned
   * object.
   */
  readonly requiresReplace?: readonly AttributePath[];
  /** Passed to create or update as `private`; absent keeps the bytes of the request. */
  readonly private?: Uint8Array;
  /** The change must wait; `planned` contains what is known already. */
  readonly deferred?: Deferred;
}

export interface PlanDestroyRequest<S extends Schema, Configured> {
  readonly prior: StateOf<S>;
  readonly configured: Configured | undefined;
  readonly private: Uint8Array | undefined;
}

/** Diagnostics only, or the deferral of the destruction. */
export interface PlanDestroyAnswer extends WithDiagnostics {
  readonly deferred?: Deferred;
}

export interface CreateRequest<S extends Schema, Configured> {
  readonly planned: FinalPlanOf<S>;
  readonly config: KnownConfigOf<S>;
  readonly configured: Configured;
  /** The bytes that the plan kept. */
  readonly private: Uint8Array | undefined;
}

export interface UpdateRequest<S extends Schema, Configured> extends CreateRequest<S, Configured> {
  readonly prior: StateOf<S>;
  /** The bytes kept with the object. They stay with it if the update throws. */
  readonly priorPrivate: Uint8Array | undefined;
}

export interface ReadRequest<S extends Schema, Configured> {
  readonly state: StateOf<S>;
  readonly configured: Configured;
  readonly private: Uint8Array | undefined;
}

export interface DeleteRequest<S extends Schema, Configured> {
  readonly prior: StateOf<S>;
  readonly configured: Configured;
  /** The bytes kept with the object. Terraform does not pass those of a tainted object that it replaces. */
  readonly private: Uint8Array | undefined;
  /** If the object is replaced: the bytes that the plan kept for its successor. */
  readonly replacement: Uint8Array | undefined;
}

/**
 * The object as it is now. Set `state` whenever an object exists, even alongside errors: null is forgotten for good.
 */
export interface ApplyResult<S extends Schema> extends WithDiagnostics {
  readonly state: StateOf<S> | null;
  /** Bytes to keep with the object; absent keeps those of the request. */
  readonly private?: Uint8Array;
}

/** The object as read. Deferred: it cannot be read yet, and `state` is the state of the request. */
export interface ReadResult<S extends Schema> extends ApplyResult<S> {
  readonly deferred?: Deferred;
}

export interface DeleteResult<S extends Schema> extends WithDiagnostics {
  /** Null or absent: gone. An object: still present, and kept in state; add an error that says why. */
  readonly state?: StateOf<S> | null;
}

export interface ImportRequest<Configured> {
  /** The identifier given to `terraform import`. */
  readonly id: string;
  readonly configured: Configured;
}

export interface ImportResult<S extends Schema> extends WithDiagnostics {
  /** At least what `read` needs to find the object; the rest is null until `read` fills it. */
  readonly state: Partial<StateOf<S>>;
  readonly deferred?: undefined;
  readonly private?: Uint8Array;
}

export interface MoveRequest<Configured> {
  /** For instance `registry.terraform.io/hashicorp/aws`. */
  readonly sourceProviderAddress: string;
  readonly sourceTypeName: string;
  readonly sourceSchemaVersion: number;
  /** The source's state as its provider stored it. */
  readonly sourceState: unknown;
  readonly sourcePrivate: Uint8Array | undefined;
  readonly configured: Configured | undefined;
}

/**
 * One kind of object that Terraform manages.
 *
 * `create`, `read`, `update` and `delete` may throw. A TuneformError becomes a diagnostic with its summary, message and
 * code; any other error becomes a diagnostic that blames the provider. If `create` throws, the object is forgotten, so
 * catch and return what exists. If `update` or `delete` throws, the prior state is kept.
 */
export interface ManagedResource<S extends Schema = Schema, Configured = unknown> {
  /** With the provider's prefix: `tuneform_experiment`. */
  readonly typeName: string;
  readonly schema: S;
  /** Checks across attributes, offline. Called often and early; unknown values are not errors. */
  validate?(request: ValidateRequest<S>, context: Context): Awaitable<readonly Diagnostic[]>;
  /**
   * Completes the plan. A pure function of its request: Terraform calls it again while applying and rejects a different
   * response. May set computed attributes (to values or unknown), never attributes that the configuration sets.
   */
  plan?(request: PlanRequest<S, Configured>, context: Context): Awaitable<PlanAnswer<S>>;
  /** Warns about or rejects a destruction in the plan. */
  planDestroy?(request: PlanDestroyRequest<S, Configured>, context: Context): Awaitable<PlanDestroyAnswer>;
  create(request: CreateRequest<S, Configured>, context: Context): Promise<ApplyResult<S>>;
  /** Null state: the object is gone. Keep the form of stored values unless they really differ. */
  read(request: ReadRequest<S, Configured>, context: Context): Promise<ReadResult<S>>;
  update(request: UpdateRequest<S, Configured>, context: Context): Promise<ApplyResult<S>>;
  delete(request: DeleteRequest<S, Configured>, context: Context): Promise<DeleteResult<S>>;
  /** Absent: the resource cannot be imported. */
  importState?(
    request: ImportRequest<Configured>,
    context: Context,
  ): Promise<ImportResult<S> | DeferredAnswer>;
  /**
   * Takes over an object of another type or provider (`moved` blocks); undefined if it does not handle that source.
   */
  moveState?(request: MoveRequest<Configured>, context: Context): Promise<ImportResult<S> | undefined>;
  /**
   * The default time limits of the operations; practitioners change them in the attribute made by `timeouts`. When the
   * time is up, the call's signal aborts (`timedOut(signal)` tells why). Then return what exists, with an error if it
   * is not what was requested; the framework adds which limit was reached and how to raise it. A change of `timeouts`
   * alone is stored without calling `update`.
   */
  readonly timeouts?: TimeoutDefaults;
  /** Absent: the provider's default tags, if any, do not apply to the resource. */
  readonly taggable?: Taggable<Configured>;
  /**
   * Upgrades state of an earlier schema version, one step at a time: `upgrade[0]` takes version 0 to 1, and so on.
   * State is plain JSON, and so is the result or what it resolves to; attributes absent from it are null.
   */
  readonly upgrade?: Readonly<Record<number, (raw: unknown) => unknown>>;
}

/** A resource, with the types of its requests inferred from its schema. */
export function defineResource<S extends Schema, Configured = unknown>(
  resource: ManagedResource<S, Configured>,
): ManagedResource<S, Configured> {
  return resource;
}
