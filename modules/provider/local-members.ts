import type { MemberTable } from '../kernel';

/** What the local cloud does with the members of requests, by operation. */
export type LocalMembers = Readonly<Record<string, MemberTable>>;

/** The local cloud answers from this machine, so it answers at once or not at all. */
const PATIENCE_MS = 3_000;

/**
 * Asks the local cloud once what it can do, so that a plan does not promise what every apply would be refused. A local cloud
 * of another version may not say; then its refusal comes with the apply, as before.
 */
export async function askLocalMembers(endpoint: string): Promise<LocalMembers | undefined> {
  try {
    const answer = await fetch(new URL('/_tuneform/members', endpoint), {
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'manual',
    });
    const body: unknown = answer.ok ? await answer.json() : undefined;
    return isTables(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTables = (value: unknown): value is LocalMembers =>
  isRecord(value) &&
  Object.values(value).every((table) => isRecord(table) && Object.values(table).every(isRecord));
