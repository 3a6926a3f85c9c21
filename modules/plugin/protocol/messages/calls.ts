import { field } from '../field';
import { message } from '../message';
import type { Message } from '../message';
import { FunctionMessage, SchemaMessage, ServerCapabilities } from './schemas';
import {
  AttributePathMessage,
  ClientCapabilities,
  Deferred,
  DiagnosticMessage,
  DynamicValueMessage,
  FunctionErrorMessage,
  RawState,
  ResourceIdentityData,
  Timestamp,
} from './values';

/** The two messages of one call. */
export interface Call<Request, Response> {
  readonly request: Message<Request>;
  readonly response: Message<Response>;
}

const call = <Request, Response>(
  request: Message<Request>,
  response: Message<Response>,
): Call<Request, Response> => ({ request, response });

const value = (n: number) => field.message(n, DynamicValueMessage);
const diagnostics = (n: number) => field.messages(n, DiagnosticMessage);
const capabilities = (n: number) => field.message(n, ClientCapabilities);
const identity = (n: number) => field.message(n, ResourceIdentityData);
const deferred = (n: number) => field.message(n, Deferred);

const empty = message({});
const typeName = message({ typeName: field.string(1) });
const functionName = message({ name: field.string(1) });
const importedResource = message({
  typeName: field.string(1),
  state: value(2),
  private: field.bytes(3),
  identity: identity(4),
});
const onlyDiagnostics = message({ diagnostics: diagnostics(1) });
const validation = call(
  message({ typeName: field.string(1), config: value(2), clientCapabilities: capabilities(3) }),
  onlyDiagnostics,
);

/**
 * The calls of `tfplugin6.Provider` by their published names, with the published field numbers of protocol 6.9.
 * `list` and `action` calls and the state store calls of later minor versions are answered "unimplemented".
 */
export const calls = {
  GetMetadata: call(
    empty,
    message({
      serverCapabilities: field.message(1, ServerCapabilities),
      diagnostics: diagnostics(2),
      dataSources: field.messages(3, typeName),
      resources: field.messages(4, typeName),
      functions: field.messages(5, functionName),
      ephemeralResources: field.messages(6, typeName),
    }),
  ),
  GetProviderSchema: call(
    empty,
    message({
      provider: field.message(1, SchemaMessage),
      resourceSchemas: field.messageMap(2, SchemaMessage),
      dataSourceSchemas: field.messageMap(3, SchemaMessage),
      diagnostics: diagnostics(4),
      providerMeta: field.message(5, SchemaMessage),
      serverCapabilities: field.message(6, ServerCapabilities),
      functions: field.messageMap(7, FunctionMessage),
      ephemeralResourceSchemas: field.messageMap(8, SchemaMessage),
    }),
  ),
  ValidateProviderConfig: call(message({ config: value(1) }), message({ diagnostics: diagnostics(2) })),
  ValidateResourceConfig: validation,
  ValidateDataResourceConfig: validation,
  ValidateEphemeralResourceConfig: validation,
  UpgradeResourceState: call(
    message({ typeName: field.string(1), version: field.int64(2), rawState: field.message(3, RawState) }),
    message({ upgradedState: value(1), diagnostics: diagnostics(2) }),
  ),
  GetResourceIdentitySchemas: call(empty, message({ diagnostics: diagnostics(2) })),
  ConfigureProvider: call(
    message({ terraformVersion: field.string(1), config: value(2), clientCapabilities: capabilities(3) }),
    onlyDiagnostics,
  ),
  ReadResource: call(
    message({
      typeName: field.string(1),
      currentState: value(2),
      private: field.bytes(3),
      providerMeta: value(4),
      clientCapabilities: capabilities(5),
      currentIdentity: identity(6),
    }),
    message({
      newState: value(1),
      diagnostics: diagnostics(2),
      private: field.bytes(3),
      deferred: deferred(4),
      newIdentity: identity(5),
    }),
  ),
  PlanResourceChange: call(
    message({
      typeName: field.string(1),
      priorState: value(2),
      proposedNewState: value(3),
      config: value(4),
      priorPrivate: field.bytes(5),
      providerMeta: value(6),
      clientCapabilities: capabilities(7),
      priorIdentity: identity(8),
    }),
    // Number 5 is the legacy type system flag, which only the old Go SDK may set.
    message({
      plannedState: value(1),
      requiresReplace: field.messages(2, AttributePathMessage),
      plannedPrivate: field.bytes(3),
      diagnostics: diagnostics(4),
      deferred: deferred(6),
      plannedIdentity: identity(7),
    }),
  ),
  ApplyResourceChange: call(
    message({
      typeName: field.string(1),
      priorState: value(2),
      plannedState: value(3),
      config: value(4),
      plannedPrivate: field.bytes(5),
      providerMeta: value(6),
      plannedIdentity: identity(7),
    }),
    message({
      newState: value(1),
      private: field.bytes(2),
      diagnostics: diagnostics(3),
      newIdentity: identity(5),
    }),
  ),
  ImportResourceState: call(
    message({
      typeName: field.string(1),
      id: field.string(2),
      clientCapabilities: capabilities(3),
      identity: identity(4),
    }),
    message({
      importedResources: field.messages(1, importedResource),
      diagnostics: diagnostics(2),
      deferred: deferred(3),
    }),
  ),
  MoveResourceState: call(
    message({
      sourceProviderAddress: field.string(1),
      sourceTypeName: field.string(2),
      sourceSchemaVersion: field.int64(3),
      sourceState: field.message(4, RawState),
      targetTypeName: field.string(5),
      sourcePrivate: field.bytes(6),
    }),
    message({
      targetState: value(1),
      diagnostics: diagnostics(2),
      targetPrivate: field.bytes(3),
      targetIdentity: identity(4),
    }),
  ),
  ReadDataSource: call(
    message({
      typeName: field.string(1),
      config: value(2),
      providerMeta: value(3),
      clientCapabilities: capabilities(4),
    }),
    message({ state: value(1), diagnostics: diagnostics(2), deferred: deferred(3) }),
  ),
  OpenEphemeralResource: call(
    message({ typeName: field.string(1), config: value(2), clientCapabilities: capabilities(3) }),
    message({
      diagnostics: diagnostics(1),
      renewAt: field.message(2, Timestamp),
      result: value(3),
      private: field.presentBytes(4),
      deferred: deferred(5),
    }),
  ),
  RenewEphemeralResource: call(
    message({ typeName: field.string(1), private: field.presentBytes(2) }),
    message({
      diagnostics: diagnostics(1),
      renewAt: field.message(2, Timestamp),
      private: field.presentBytes(3),
    }),
  ),
  CloseEphemeralResource: call(
    message({ typeName: field.string(1), private: field.presentBytes(2) }),
    onlyDiagnostics,
  ),
  GetFunctions: call(
    empty,
    message({ functions: field.messageMap(1, FunctionMessage), diagnostics: diagnostics(2) }),
  ),
  CallFunction: call(
    message({ name: field.string(1), arguments: field.messages(2, DynamicValueMessage) }),
    message({ result: value(1), error: field.message(2, FunctionErrorMessage) }),
  ),
  StopProvider: call(empty, message({ error: field.string(1) })),
} as const;

export type CallName = keyof typeof calls;
export type RequestOf<N extends CallName> = (typeof calls)[N] extends Call<infer Q, unknown> ? Q : never;
export type ResponseOf<N extends CallName> =
  (typeof calls)[N]['response'] extends Message<infer A> ? A : never;
