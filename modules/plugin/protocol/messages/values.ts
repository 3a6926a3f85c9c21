import { field } from '../field';
import { message } from '../message';
import type { MessageOf } from '../message';

/** A value in one of two encodings; the other is empty. */
export const DynamicValueMessage = message({ msgpack: field.bytes(1), json: field.bytes(2) });
export type DynamicValueMessage = MessageOf<typeof DynamicValueMessage>;

/** One step of a path; exactly one member is set. All track their presence, being members of a oneof. */
const PathStep = message({
  attributeName: field.presentString(1),
  elementKeyString: field.presentString(2),
  elementKeyInt: field.presentInt64(3),
});
export type PathStep = MessageOf<typeof PathStep>;

export const AttributePathMessage = message({
  steps: field.messages(1, PathStep),
});
export type AttributePathMessage = MessageOf<typeof AttributePathMessage>;

export const severity = { error: 1, warning: 2 } as const;

export const DiagnosticMessage = message({
  severity: field.int32(1),
  summary: field.string(2),
  detail: field.string(3),
  attribute: field.message(4, AttributePathMessage),
});
export type DiagnosticMessage = MessageOf<typeof DiagnosticMessage>;

export const FunctionErrorMessage = message({
  text: field.string(1),
  functionArgument: field.presentInt64(2),
});

export const RawState = message({ json: field.bytes(1), flatmap: field.stringMap(2) });
export type RawState = MessageOf<typeof RawState>;

export const ResourceIdentityData = message({ identityData: field.message(1, DynamicValueMessage) });

export const ClientCapabilities = message({
  deferralAllowed: field.bool(1),
  writeOnlyAttributesAllowed: field.bool(2),
});

export const deferredReason = {
  RESOURCE_CONFIG_UNKNOWN: 1,
  PROVIDER_CONFIG_UNKNOWN: 2,
  ABSENT_PREREQ: 3,
} as const;

export const Deferred = message({ reason: field.int32(1) });

export const Timestamp = message({ seconds: field.int64(1), nanos: field.int32(2) });
