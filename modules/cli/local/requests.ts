import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { TuneformError } from '../../kernel';

const requestRecord = z.looseObject({
  at: z.union([z.number(), z.string()]).transform((at) => (typeof at === 'number' ? at : Date.parse(at))),
  requestId: z.string(),
  service: z.string(),
  operation: z.string(),
  status: z.number(),
  mutating: z.boolean(),
  principal: z.string().optional(),
  errorCode: z.string().optional(),
});

/** A recorded request; `at` is in milliseconds since the epoch. */
export type RecordedRequest = z.infer<typeof requestRecord>;

export interface RequestFilter {
  /** Milliseconds since the epoch; selects requests at or after this time. */
  readonly since?: number;
  readonly mutatingOnly?: boolean;
}

/** Returns the requests of the local cloud of `directory` from its durable log, oldest first, whether it runs or not. */
export async function readRequests(
  directory: string,
  filter: RequestFilter,
): Promise<readonly RecordedRequest[]> {
  const file = join(directory, 'requests.jsonl');
  if (!existsSync(file)) return [];
  const found: RecordedRequest[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const request = parseLine(line);
    if (request === undefined) continue;
    if (filter.since !== undefined && request.at < filter.since) continue;
    if (filter.mutatingOnly === true && !request.mutating) continue;
    found.push(request);
  }
  return found;
}

/** Skips an incomplete last line, which the local cloud may be writing now. */
function parseLine(line: string): RecordedRequest | undefined {
  try {
    return requestRecord.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Parses `--since`: a time (`2026-11-21T09:00:00Z`) or an age (`90s`, `10m`, `2h`, `1d`) before `now`. */
export function parseSince(text: string, now: number): number {
  const age = /^(\d+)\s*(s|m|h|d)$/.exec(text);
  if (age !== null) return now - Number(age[1]) * (UNIT_MS[age[2] ?? ''] ?? 0);
  const moment = Date.parse(text);
  if (!Number.isNaN(moment)) return moment;
  throw new TuneformError(
    `"${text}" is neither a time such as 2026-11-21T09:00:00Z nor an age such as 90s, 10m, 2h or 1d.`,
    { code: 'BAD_USAGE', summary: 'Unreadable Time' },
  );
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
