import type { NormalizedSchema } from '@smithy/core/schema';
import type { Constraint, ConstraintTable } from '../constraints/constraint-table';
import { ServiceFault } from '../ports/service';
import type { OperationModel, ServiceModel } from './service-model';
import { requiredMembers } from './service-model';

const SHOWN_VIOLATIONS = 10;
/** Longest text held against a pattern, in characters. */
const MAX_MATCHED_LENGTH = 65_536;

/**
 * Holds a request to the model: types and required members from the SDK's schemas, bounds, patterns and value
 * sets from the constraints table. Takes the JSON as it came over the wire or a decoded query or REST input.
 * Throws the service's validation error naming every violation, or `SerializationException` for a wrong type.
 */
export function validateInput(model: ServiceModel, operation: OperationModel, value: unknown): void {
  if (operation.input.isUnitSchema()) return;
  const walk = new ValidationWalk(model.constraints);
  walk.visit(operation.input, value, '', operation.input.getName());
  const count = walk.violations.length;
  if (count === 0) return;
  const shown = walk.violations.slice(0, SHOWN_VIOLATIONS).join('; ');
  throw new ServiceFault(
    model.profile.validationCode,
    `${String(count)} validation error${count > 1 ? 's' : ''} detected: ${shown}`,
    { status: 400 },
  );
}

class ValidationWalk {
  readonly violations: string[] = [];
  private readonly table: ConstraintTable;

  constructor(table: ConstraintTable) {
    this.table = table;
  }

  visit(schema: NormalizedSchema, value: unknown, path: string, shape: string | undefined): void {
    const constraint = (shape === undefined ? undefined : this.table[shape]) ?? {};
    if (schema.isStructSchema()) this.visitStructure(schema, value, path, constraint);
    else if (schema.isListSchema()) this.visitList(schema, value, path, constraint);
    else if (schema.isMapSchema()) this.visitMap(schema, value, path, constraint);
    else if (schema.isStringSchema()) this.visitString(value, path, constraint);
    else if (schema.isNumericSchema()) this.visitNumber(value, path, constraint);
    else if (schema.isBooleanSchema() && typeof value !== 'boolean') wrongType(path, value, 'Boolean');
  }

  private visitStructure(
    schema: NormalizedSchema,
    value: unknown,
    path: string,
    constraint: Constraint,
  ): void {
    if (!isRecord(value)) wrongType(path, value, 'Structure');
    const required = requiredMembers(schema);
    let set = 0;
    for (const [member, memberSchema] of schema.structIterator()) {
      const at = path === '' ? lowerFirst(member) : `${path}.${lowerFirst(member)}`;
      const present = Object.hasOwn(value, member) ? value[member] : undefined;
      if (present === undefined || present === null) {
        // The SDKs fill idempotency tokens in; a client that leaves one out is served all the same.
        if (required.includes(member) && !memberSchema.isIdempotencyToken()) {
          this.violations.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
        }
        continue;
      }
      set += 1;
      this.visit(memberSchema, present, at, constraint.m?.[member]);
    }
    if (schema.isUnionSchema() && set !== 1) {
      throw new ServiceFault(
        'SerializationException',
        `${path}: exactly one member of the union must be set`,
        { status: 400 },
      );
    }
  }

  private visitList(schema: NormalizedSchema, value: unknown, path: string, constraint: Constraint): void {
    if (!Array.isArray(value)) wrongType(path, value, 'List');
    this.checkLength(value.length, path, { value, constraint });
    value.forEach((item: unknown, index) => {
      const at = `${path}.${String(index + 1)}.member`;
      if (item === null || item === undefined) {
        this.violations.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
      } else this.visit(schema.getValueSchema(), item, at, constraint.i);
    });
  }

  private visitMap(schema: NormalizedSchema, value: unknown, path: string, constraint: Constraint): void {
    if (!isRecord(value)) wrongType(path, value, 'Map');
    const entries = Object.entries(value);
    this.checkLength(entries.length, path, { value, constraint });
    for (const [key, item] of entries) {
      this.visit(schema.getKeySchema(), key, `${path}.${key}.key`, constraint.k);
      if (item === null || item === undefined) {
        this.violations.push(
          `Value null at '${path}.${key}.value' failed to satisfy constraint: Member must not be null`,
        );
      } else this.visit(schema.getValueSchema(), item, `${path}.${key}.value`, constraint.v);
    }
  }

  private visitString(value: unknown, path: string, constraint: Constraint): void {
    if (typeof value !== 'string') wrongType(path, value, 'String');
    this.checkLength(value.length, path, { value, constraint });
    // A value beyond its length has failed already and is not worth the pattern's time.
    const tooLong = value.length > (constraint.h ?? MAX_MATCHED_LENGTH);
    if (constraint.p !== undefined && !tooLong && !patternOf(constraint.p).test(value)) {
      this.fail(value, path, `Member must satisfy regular expression pattern: ${constraint.p}`);
    }
    if (constraint.e !== undefined && !constraint.e.includes(value)) {
      this.fail(value, path, `Member must satisfy enum value set: [${constraint.e.join(', ')}]`);
    }
  }

  private visitNumber(value: unknown, path: string, constraint: Constraint): void {
    if (typeof value !== 'number' || Number.isNaN(value)) wrongType(path, value, 'Number');
    if (constraint.t === 'i' && !Number.isInteger(value)) wrongType(path, value, 'Integer');
    if (constraint.lo !== undefined && value < constraint.lo) {
      this.fail(value, path, `Member must have value greater than or equal to ${String(constraint.lo)}`);
    }
    if (constraint.hi !== undefined && value > constraint.hi) {
      this.fail(value, path, `Member must have value less than or equal to ${String(constraint.hi)}`);
    }
  }

  private checkLength(length: number, path: string, of: { value: unknown; constraint: Constraint }): void {
    if (of.constraint.l !== undefined && length < of.constraint.l) {
      this.fail(
        of.value,
        path,
        `Member must have length greater than or equal to ${String(of.constraint.l)}`,
      );
    }
    if (of.constraint.h !== undefined && length > of.constraint.h) {
      this.fail(of.value, path, `Member must have length less than or equal to ${String(of.constraint.h)}`);
    }
  }

  private fail(value: unknown, path: string, rule: string): void {
    this.violations.push(`Value ${show(value)} at '${path}' failed to satisfy constraint: ${rule}`);
  }
}

const compiled = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(`^(?:${source})$`, 'su');
    compiled.set(source, pattern);
  }
  return pattern;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `'[${String(value.length)} items]'`;
  if (typeof value === 'object') return `'{${String(Object.keys(value ?? {}).length)} entries}'`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${text.length > 256 ? `${text.slice(0, 256)}…` : text}'`;
}

function wrongType(path: string, value: unknown, wanted: string): never {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
  throw new ServiceFault(
    'SerializationException',
    `${path || 'request'}: ${found} can not be converted to ${wanted}`,
    {
      status: 400,
    },
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
