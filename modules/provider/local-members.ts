import type { MemberTable } from '../kernel';

/** The local cloud's tables of supported request members, by operation. */
export type LocalMembers = Readonly<Record<string, MemberTable>>;

/** The local cloud runs on this machine, so it answers quickly or not at all. */
const PATIENCE_MS = 3_000;

/**
 * Fetches the local cloud's member tables, so that a plan can report settings that an apply would reject. Returns undefined
 * if the local cloud does not have the tables; then the apply reports the error.
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
