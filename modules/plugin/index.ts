export type { Context } from './framework/context';
export { defineDataSource } from './framework/data-source';
export type { DataSource, ReadDataSourceAnswer, ReadDataSourceRequest } from './framework/data-source';
export type { Deferred, DeferredAnswer, DeferredReason } from './framework/deferred';
export { defineEphemeralResource } from './framework/ephemeral-resource';
export type {
  EphemeralResource,
  OpenAnswer,
  OpenRequest,
  PrivateRequest,
  RenewAnswer,
} from './framework/ephemeral-resource';
export { defineResource } from './framework/managed-resource';
export type {
  ApplyResult,
  CreateRequest,
  DeleteRequest,
  DeleteResult,
  ImportRequest,
  ImportResult,
  ManagedResource,
  MoveRequest,
  PlanAnswer,
  PlanDestroyAnswer,
  PlanDestroyRequest,
  PlanRequest,
  ReadRequest,
  ReadResult,
  UpdateRequest,
  ValidateRequest,
  WithDiagnostics,
} from './framework/managed-resource';
export { defineFunction, FunctionRejection } from './framework/provider-function';
export type { ArgumentsOf, Parameter, ProviderFunction } from './framework/provider-function';
export { defineProvider } from './framework/provider';
export type { AnyProvider, ConfigureAnswer, ConfigureRequest, Lazy, Provider } from './framework/provider';
export type {
  AnyDataSource,
  AnyEphemeralResource,
  AnyManagedResource,
  AnyProviderFunction,
} from './framework/registrable';
export { tagsAll } from './framework/tags';
export type { Taggable } from './framework/tags';
export { timedOut } from './framework/timed-out';
export { timeouts, timeoutsBlock } from './framework/timeouts';
export type { TimedOperation, TimeoutDefaults } from './framework/timeouts';
export { attr } from './schema/attributes/attr';
export type { AttributeOptions } from './schema/attributes/attribute-options';
export type {
  AnyAttribute,
  AnyNestedShape,
  Attribute,
  Attributes,
  NestedShape,
  Nesting,
  Presence,
} from './schema/attributes/attribute';
export { block } from './schema/block';
export type { AnyBlock, Block, BlockBody, BlockOptions, Blocks } from './schema/block';
export { parseDuration } from './schema/values/duration';
export { DynamicValue, dynamicOf } from './schema/values/dynamic-value';
export { ExactNumber } from './schema/values/exact-number';
export type { ConfigOf, FinalPlanOf, KnownConfigOf, PlanOf, StateOf, ValueIn } from './schema/infer';
export type {
  PlanModifier,
  PlanModifierAnswer,
  PlanModifierRequest,
} from './schema/plan-modifiers/plan-modifier';
export {
  defaultValue,
  requiresReplace,
  requiresReplaceIf,
  useStateForUnknown,
} from './schema/plan-modifiers/plan-modifiers';
export { sameValue } from './schema/values/same-value';
export { defineSchema } from './schema/schema';
export type { Schema, SchemaOptions } from './schema/schema';
export { types } from './schema/types/types';
export { isKnown, isUnknown, unknown, Unknown } from './schema/values/unknown';
export type { Refinement } from './schema/values/unknown';
export type { Validator } from './schema/validators/validator';
export { allOf, anyOf } from './schema/validators/combine';
export type { AnyNumber } from './schema/validators/compare-numbers';
export { configRules } from './schema/validators/config-rule';
export type { ConfigRule, Place } from './schema/validators/config-rule';
export { duration } from './schema/validators/duration';
export { eachElement } from './schema/validators/each-element';
export { lengthAtLeast, lengthAtMost, lengthBetween } from './schema/validators/length';
export { matches } from './schema/validators/matches';
export { atLeast, atMost, between, wholeNumber } from './schema/validators/number-range';
export { oneOf } from './schema/validators/one-of';
export {
  atLeastOneOf,
  conflicting,
  exactlyOneOf,
  requiredTogether,
} from './schema/validators/presence-rules';
export { sizeAtLeast, sizeAtMost, sizeBetween } from './schema/validators/size';
export type { Collection } from './schema/validators/size';
export { uniqueItems } from './schema/validators/unique-items';
export { isWhollyKnown, knownMembers, whollyKnown } from './schema/values/wholly-known';
export type { WhollyKnown } from './schema/values/wholly-known';
export type {
  BoolType,
  DynamicType,
  ElementType,
  ExactNumberType,
  ListType,
  MapType,
  NullableType,
  NumberType,
  ObjectType,
  SetType,
  StringType,
  TupleType,
  ValueType,
} from './schema/types/value-type';
export { serveProvider } from './process/serve-provider';
export type { ServeOptions } from './process/serve-provider';
export { startReattached } from './process/start-reattached';
export type { Reattached, ReattachOptions } from './process/start-reattached';
export type { Breach } from './rules/breach';
export { RULES } from './rules/rules';
export type { RuleId } from './rules/rules';
export type { AnswerPolicy } from './server/session';
// What the other end of the connection needs: a host that tries a provider's executable, as `modules/conformance` does.
export { typeFromJson } from './cty/type-json';
export { frame, FrameReader } from './grpc/frame';
export { createCertificate } from './process/certificate';
export type { Certificate } from './process/certificate';
export { calls } from './protocol/messages/calls';
export type { Call, CallName, RequestOf, ResponseOf } from './protocol/messages/calls';
export { nestingNumber } from './protocol/messages/schemas';
export type {
  AttributeMessage,
  BlockMessage,
  FunctionMessage,
  NestedBlockMessage,
  SchemaMessage,
} from './protocol/messages/schemas';
export { checkSchema as schemaBreaches } from './rules/check-schema';
export { checkSurface as surfaceBreaches } from './rules/check-surface';
export type { SurfaceBreaches } from './rules/check-surface';
