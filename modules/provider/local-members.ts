import type { MemberTable } from '../kernel';
import { readOwnPage } from '../local-access';

/** The local cloud's tables of supported request members, by operation. */
export type LocalMembers = Readonly<Record<string, MemberTable>>;

/** The local cloud runs on this machine, so it answers quickly or not at all. */
const PATIENCE_MS = 3_000;

/** Bytes; the tables have about 30,000. */
const LONGEST_TABLES = 1_000_000;

/**
 * Fetches the local cloud's member tables, so that a plan can report settings that an apply would reject. Returns undefined
 * if the local cloud does not have the tables; then the apply reports the error.
 */
export async function askLocalMembers(endpoint: string): Promise<LocalMembers | undefined> {
  try {
    const { status, text } = await readOwnPage(new URL('/_tuneform/members', endpoint), {
      signal: AbortSignal.timeout(PATIENCE_MS),
      atMost: LONGEST_TABLES,
    });
    const body: unknown = status === 200 ? JSON.parse(text) : undefined;
    return isTables(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** A server that has proved itself. Its process answers the same for as long as it runs. */
export interface ProvenServer {
  readonly endpoint: string;
  readonly pid: number;
  readonly version: string;
}

/** Asks each server once, however often the provider is configured for it; until it answers, every time. */
export class KnownLocalMembers {
  private readonly known = new Map<string, LocalMembers>();

  async of({ endpoint, pid, version }: ProvenServer): Promise<LocalMembers | undefined> {
    const server = `${endpoint} ${String(pid)} ${version}`;
    const members = this.known.get(server) ?? (await askLocalMembers(endpoint));
    if (members !== undefined) this.known.set(server, members);
    return members;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTables = (value: unknown): value is LocalMembers =>
  isRecord(value) &&
  Object.values(value).every((table) => isRecord(table) && Object.values(table).every(isRecord));
