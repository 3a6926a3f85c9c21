import { NormalizedSchema } from '@smithy/core/schema';
import type { ConstraintTable } from '../constraints/constraint-table';
import { NO_CONSTRAINTS } from '../constraints/constraint-table';
import { TuneformError } from '../../kernel';
import type { WireProfile } from '../ports/wire-profile';

/** One operation as the SDK's runtime schemas describe it. */
export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, URI template and success status; absent from services that are not REST. */
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number };
  /** The input member that is the raw body, where that body may be large. */
  readonly streamedMember?: string;
}

/** One modelled error. */
export interface ErrorModel {
  readonly schema: NormalizedSchema;
  /** What goes over the wire as its code. */
  readonly code: string;
  readonly status: number;
  /** The member that carries the text; services differ in its case. */
  readonly messageMember: string;
}

/** Everything the wire layer knows of one service. */
export interface ServiceModel {
  readonly profile: WireProfile;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** Modelled errors by shape name and, for query services, by wire code. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
  readonly constraints: ConstraintTable;
}

// The layout of a static schema is @smithy/types' published StaticSchema; the tags are its ids.
const OPERATION = 9;
const ERROR = -3;
const STREAMING_BLOB = 42;

/** Reads the schemas exported by an SDK client module and holds one operation against what it is known to require. */
export function loadServiceModel(
  profile: WireProfile,
  module: unknown,
  constraints: ConstraintTable = NO_CONSTRAINTS,
): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const schema of exportsOf(module)) {
    if (!Array.isArray(schema)) continue;
    if (schema[0] === OPERATION) {
      const operation = readOperation(schema);
      operations.set(operation.name, operation);
    }
    if (schema[0] === ERROR) {
      const error = readError(schema);
      errors.set(String(schema[2]), error);
      errors.set(error.code, error);
    }
  }
  checkLayout(profile, operations);
  return { profile, operations, errors, constraints };
}

/** The members of a structure that must be present: the first ones, as many as the schema's count says. */
export function requiredMembers(structure: NormalizedSchema): readonly string[] {
  const schema: unknown = structure.getSchema();
  if (!Array.isArray(schema)) return [];
  const names = schema[4] as readonly string[];
  return names.slice(0, (schema[6] as number | undefined) ?? 0);
}

function exportsOf(module: unknown): readonly unknown[] {
  const namespace = module as Readonly<Record<string, unknown>>;
  // A CommonJS package imported dynamically carries everything under `default`, whatever names were detected.
  const inner = namespace['default'];
  return Object.values(typeof inner === 'object' && inner !== null ? inner : namespace);
}

function readOperation(schema: readonly unknown[]): OperationModel {
  const traits = schema[3] as { readonly http?: readonly [string, string, number] } | number;
  const http = typeof traits === 'object' ? traits.http : undefined;
  const input = NormalizedSchema.of(schema[4] as never);
  const streamed = input.isUnitSchema() ? undefined : streamedMemberOf(input);
  return {
    name: String(schema[2]),
    input,
    output: NormalizedSchema.of(schema[5] as never),
    ...(http === undefined ? {} : { http: { method: http[0], uri: http[1], status: http[2] } }),
    ...(streamed === undefined ? {} : { streamedMember: streamed }),
  };
}

interface ErrorTraits {
  readonly error?: string;
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

function readError(schema: readonly unknown[]): ErrorModel {
  const normalized = NormalizedSchema.of(schema as never);
  const traits = normalized.getMergedTraits() as ErrorTraits;
  const members = schema[4] as readonly string[];
  return {
    schema: normalized,
    code: traits.awsQueryError?.[0] ?? String(schema[2]),
    status: traits.awsQueryError?.[1] ?? traits.httpError ?? (traits.error === 'server' ? 500 : 400),
    messageMember: members.find((name) => name.toLowerCase() === 'message') ?? 'message',
  };
}

function streamedMemberOf(input: NormalizedSchema): string | undefined {
  for (const [name, member] of input.structIterator()) {
    if (member.getMergedTraits().httpPayload !== undefined && member.getSchema() === STREAMING_BLOB) {
      return name;
    }
  }
  return undefined;
}

function checkLayout(profile: WireProfile, operations: ReadonlyMap<string, OperationModel>): void {
  const { operation, required } = profile.selfCheck;
  const model = operations.get(operation);
  const found = model === undefined ? [] : requiredMembers(model.input);
  if (required.every((member) => found.includes(member))) return;
  throw new TuneformError(
    `The AWS SDK's runtime schemas for ${profile.id} have an unexpected layout: ${operation} should require ` +
      `${required.join(', ')}, but was read as requiring ${found.join(', ') || 'nothing'}. Install the pinned versions with npm ci.`,
    { code: 'SDK_SCHEMA_LAYOUT', summary: 'AWS SDK Schemas Have Changed' },
  );
}
