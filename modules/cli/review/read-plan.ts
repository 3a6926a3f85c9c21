import { z } from 'zod';
import { messageOf, TuneformError } from '../../kernel';
import { UNKNOWN } from './planned-change';
import type { Planned, PlannedAction, PlannedChange } from './planned-change';

const attributes = z.record(z.string(), z.unknown()).nullish();

const change = z.object({
  address: z.string(),
  mode: z.string().optional(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: attributes,
    after: attributes,
    after_unknown: z.unknown(),
    before_sensitive: z.unknown(),
    after_sensitive: z.unknown(),
  }),
});

/** As `terraform show -json PLAN` prints a plan: https://developer.hashicorp.com/terraform/internals/json-format */
const plan = z.object({
  format_version: z.string(),
  errored: z.boolean().optional(),
  resource_changes: z.array(change).optional(),
  resource_drift: z.array(change).optional(),
});

/**
 * Returns the changes of a plan: those that applying makes, then those that the plan's refresh has found.
 *
 * @param source name of the text in messages: the file, or standard input.
 * @throws TuneformError `BAD_USAGE` if the text is no plan, or one that cannot be applied.
 */
export function readPlan(text: string, source: string): readonly PlannedChange[] {
  const value = parse(text, source);
  const { data, error } = plan.safeParse(value);
  if (data === undefined) throw unreadable(source, z.prettifyError(error).replace(/\s*\n\s*/g, ' '));
  // Terraform raises the major version when a reader of the old one would go wrong.
  if (!data.format_version.startsWith('1.')) {
    throw unreadable(source, `its format_version is ${data.format_version}; 1.x is supported`);
  }
  if (data.resource_changes === undefined && 'values' in value) {
    throw unreadable(source, 'it is a state, not a plan');
  }
  if (data.errored === true) throw unreadable(source, 'planning failed, so it is incomplete');
  return [
    ...(data.resource_changes ?? []).map((one) => plannedChange(one, actionOf(one.change.actions))),
    ...(data.resource_drift ?? []).map((one) => plannedChange(one, 'refresh')),
  ];
}

function parse(text: string, source: string): object {
  if (text.trim() === '') throw unreadable(source, 'it is empty');
  // A plan file is a zip archive.
  if (text.startsWith('PK')) throw unreadable(source, 'it is a plan file in Terraform’s own format');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw unreadable(source, `it is not JSON: ${messageOf(error)}`);
  }
  throw unreadable(source, 'it is JSON, but not an object');
}

function plannedChange(one: z.infer<typeof change>, action: PlannedAction): PlannedChange {
  const { before, after, after_unknown: unknown, before_sensitive, after_sensitive } = one.change;
  return {
    address: one.address,
    type: one.mode === 'data' ? `data.${one.type}` : one.type,
    action,
    before: (mark(before ?? undefined, before_sensitive, SENSITIVE) ?? undefined) as PlannedChange['before'],
    after: (mark(mark(after ?? undefined, after_sensitive, SENSITIVE), unknown, UNKNOWN) ??
      undefined) as PlannedChange['after'],
  };
}

function actionOf(actions: readonly string[]): PlannedAction {
  if (actions.length > 1) return 'replace';
  const known = ['create', 'update', 'delete', 'forget', 'read', 'no-op'] as const;
  return known.find((action) => action === actions[0]) ?? 'no-op';
}

/** A pull request is read by more people than may know a sensitive value. */
const SENSITIVE = '(sensitive value)';

/** Replaces what is marked `true`, also members that the value lacks because they are unknown. */
function mark(value: Planned, marks: unknown, by: Planned): Planned {
  if (marks === true) return by;
  if (typeof marks !== 'object' || marks === null || value === UNKNOWN) return value;
  if (Array.isArray(marks)) {
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    return Array.from({ length: Math.max(items.length, marks.length) }, (_, at) =>
      mark(items[at], (marks as unknown[])[at], by),
    );
  }
  const members = Object.entries(marks).map(([name, inner]): [string, unknown] => [
    name,
    mark((value as Readonly<Record<string, unknown>> | null | undefined)?.[name], inner, by),
  ]);
  if (members.length === 0) return value;
  return { ...(value as object | null | undefined), ...Object.fromEntries(members) };
}

function unreadable(source: string, reason: string): TuneformError {
  return new TuneformError(
    `${source} cannot be read as a Terraform plan: ${reason}. Give the output of terraform show -json PLAN.`,
    { code: 'BAD_USAGE', summary: 'Unreadable Plan' },
  );
}
